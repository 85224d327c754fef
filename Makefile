# Short names of daily commands, and the target that `sam build` calls.

PUBLISH_DIR ?= artifacts/publish

# whose packages are compiled in: stand-ins, or official where the registry serves Amazon's own (src/AwsPackages/README.md)
AWS_PACKAGES ?= stand-ins
OFFICIAL_stand-ins := false
OFFICIAL_official := true
OFFICIAL := $(OFFICIAL_$(AWS_PACKAGES))
NATIVE := -p:NativeAot=true -p:OfficialAwsPackages=$(OFFICIAL)
# the official flavour is locked by whoever first restores it
LOCKED := $(if $(or $(filter stand-ins,$(AWS_PACKAGES)),$(wildcard src/Remediator/packages.official.native.lock.json)),--locked-mode)

# a native binary is built for the machine that builds it; crossing over needs clang (make publish ARCHITECTURE=arm64)
ARCHITECTURE ?= $(shell uname -m)
RUNTIME_x86_64 := linux-x64
RUNTIME_aarch64 := linux-arm64
RUNTIME_arm64 := linux-arm64
RUNTIME := $(RUNTIME_$(ARCHITECTURE))

# what Amazon Linux 2023 has, which provided.al2023 is
GLIBC := 2.34

.PHONY: demo test build check publish lint format ci e2e built-for-the-stack build-RemediatorFunction

demo:
	dotnet run --project src/Remediator.Cli

test:
	dotnet test

build:
	dotnet build

# the build that .ci/run makes: analyzers and code style are errors
check:
	dotnet build -p:Analyze=true
	dotnet format --verify-no-changes --no-restore

publish:
	@test -n "$(RUNTIME)" || { echo 'architecture "$(ARCHITECTURE)" is neither x86_64 nor arm64' >&2; exit 1; }
	@test -n "$(OFFICIAL)" || { echo 'AWS_PACKAGES is "$(AWS_PACKAGES)"; accepted: official, stand-ins' >&2; exit 1; }
	@echo 'publishing with AWS_PACKAGES=$(AWS_PACKAGES): native code is generated, which takes minutes and prints nothing' >&2
	dotnet restore src/Remediator $(LOCKED) $(NATIVE)
	dotnet publish src/Remediator --no-restore -c Release -r $(RUNTIME) $(NATIVE) -o $(PUBLISH_DIR)
	@newest=$$(objdump -T $(PUBLISH_DIR)/bootstrap | grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -n 1); \
	test -n "$$newest" && test "$$(printf '%s\n' "GLIBC_$(GLIBC)" "$$newest" | sort -V | tail -n 1)" = "GLIBC_$(GLIBC)" || { \
		echo "the binary needs $${newest:-a glibc that objdump cannot name}, and Amazon Linux 2023 has glibc $(GLIBC): build on a host whose glibc is not newer than Debian 12's (2.36), or in the container of infra/build/Dockerfile" >&2; \
		rm -f $(PUBLISH_DIR)/bootstrap; \
		exit 1; }

# a stack is for x86_64 unless its parameters say otherwise, which whoever builds for another has to know
built-for-the-stack:
	@test "$(RUNTIME)" = linux-x64 || test "$(origin ARCHITECTURE)" != file || { \
		echo 'this machine builds for $(ARCHITECTURE), and a stack is for x86_64 unless told otherwise: run ARCHITECTURE=arm64 sam build, and deploy with Architecture=arm64 BuiltArchitecture=arm64' >&2; \
		exit 1; }

build-RemediatorFunction: built-for-the-stack publish
	mkdir -p "$(ARTIFACTS_DIR)"
	cp $(PUBLISH_DIR)/bootstrap "$(ARTIFACTS_DIR)/"

lint:
	cfn-lint template.yaml $(filter-out $(wildcard infra/eks-rbac*.yaml),$(wildcard infra/*.yaml))

format:
	dotnet format

ci:
	.ci/run

# plays failing pulls on a real cluster: make e2e CLUSTER=kind (tests/RealCluster/run.sh says what else it can be given)
e2e:
	CLUSTER=$(CLUSTER) tests/RealCluster/run.sh
