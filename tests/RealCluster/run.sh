#!/usr/bin/env bash
# Plays failing pulls on a real cluster (kind, k3d, EKS …) and compares what diagnose says with what is expected. Writes nothing but a
# namespace of its own, which is deleted at the end. Run by: make e2e CLUSTER=NAME
#
#   CLUSTER              the cluster's name; it is reached by the kubeconfig and its current context (KUBECONFIG, or ~/.kube/config)
#   AWS_REGION           and credentials that may read, as for diagnose
#   E2E_REPOSITORY       HOST/NAME of an ECR repository that the pods may pull from: plays a tag that it does not have
#   E2E_DENIED_IMAGE     an image in ECR whose pull is refused with 403, by a policy or by whose secret pulls: plays denied
#   E2E_DENIED_CAUSE     its cause, if one alone is right
#   E2E_PLATFORM_IMAGE   an image in ECR that has nothing for the platform of the nodes: plays the platform
#   E2E_PULL_SECRET      a file of type .dockerconfigjson, which the pods of these three then pull with
#   E2E_PUBLIC_IMAGE     an image without its tag in a public registry (registry.k8s.io/pause by default); empty: the nodes reach none
#   E2E_WAIT_SECONDS     how long to wait for a pull to fail (180)
set -euo pipefail

cluster=${CLUSTER:?is not given: the name of the cluster, as in make e2e CLUSTER=kind}
export KUBECONFIG=${KUBECONFIG:-$HOME/.kube/config}
space=remediator-e2e-$$
any=${E2E_REPOSITORY:-111122223333.dkr.ecr.us-west-2.amazonaws.com/remediator-e2e}
read -ra diagnose <<< "${DIAGNOSE:-dotnet run --project src/Remediator.Cli --}"
passed=0 failed=0 skipped=0

for program in kubectl jq; do
  command -v "$program" > /dev/null || { echo "$program is not there" >&2; exit 2; }
done

clean_up() {
  echo "deleting namespace $space"
  kubectl delete namespace "$space" --ignore-not-found --wait=false || echo "namespace $space is left: kubectl delete namespace $space" >&2
}
jq -n --arg name "$space" '{apiVersion: "v1", kind: "Namespace", metadata: {name: $name}}' | kubectl create --validate=false -f -
trap clean_up EXIT

if [[ -n ${E2E_PULL_SECRET:-} ]]; then
  kubectl create secret generic e2e-pull -n "$space" --type=kubernetes.io/dockerconfigjson --from-file=.dockerconfigjson="$E2E_PULL_SECRET"
fi

# NAME IMAGE POLICY [SECRET]: a deployment of one pod
deploy() {
  jq -n --arg name "$1" --arg space "$space" --arg image "$2" --arg policy "$3" --arg secret "${4:-}" '{
    apiVersion: "apps/v1", kind: "Deployment", metadata: {name: $name, namespace: $space},
    spec: {replicas: 1, selector: {matchLabels: {app: $name}}, template: {
      metadata: {labels: {app: $name}},
      spec: ({containers: [{name: "main", image: $image, imagePullPolicy: $policy}], terminationGracePeriodSeconds: 0}
        + if $secret == "" then {} else {imagePullSecrets: [{name: $secret}]} end)}}}' | kubectl create --validate=false -f - > /dev/null
}

# what the pod's container waits for, once that is no ordinary start
waiting() {
  local end=$((SECONDS + ${E2E_WAIT_SECONDS:-180})) reason=
  while ((SECONDS < end)); do
    reason=$(kubectl get pods -n "$space" -l "app=$1" -o json \
      | jq -r '[.items[].status.containerStatuses[]?.state.waiting.reason // empty] | first // ""')
    case $reason in
      '' | ContainerCreating | PodInitializing) sleep 1 ;;
      *) echo "$reason"; return ;;
    esac
  done
  echo "nothing but ${reason:-no status}"
}

# NAME CAUSES IMAGE POLICY [SECRET]: the finding about it has one of the causes
expect() {
  local name=$1 causes=$2 reason answer found
  deploy "$name" "$3" "$4" "${5:-}"
  reason=$(waiting "$name")
  answer=$("${diagnose[@]}" diagnose --cluster "$cluster" --namespace "$space" --workload "$name" --json) || true
  found=$(jq -r --arg workload "Deployment/$name" '[.findings[] | select(.workload == $workload) | .cause + " " + .confidence]
    | if length == 1 then first else "\(length) findings" end' <<< "${answer:-null}" 2> /dev/null) || found='no answer'
  if [[ " $causes " == *" ${found% *} "* ]]; then
    passed=$((passed + 1))
    echo "pass  $name: $found ($reason)"
  else
    failed=$((failed + 1))
    echo "FAIL  $name: $found, expected $causes; the pod waits for $reason"
    jq . <<< "${answer:-null}" >&2 || true
  fi
}

skip() {
  skipped=$((skipped + 1))
  echo "skip  $1: $2"
}

secret=${E2E_PULL_SECRET:+e2e-pull}
expect invalid-name InvalidImageName "$any:bad+tag" IfNotPresent
expect never-pull NeverPull "$any:never-$$" Never
if [[ -n ${E2E_PUBLIC_IMAGE-registry.k8s.io/pause} ]]; then
  expect not-ecr NotEcr "${E2E_PUBLIC_IMAGE-registry.k8s.io/pause}:no-such-tag-$$" IfNotPresent
else
  skip not-ecr 'E2E_PUBLIC_IMAGE is empty'
fi
if [[ -n ${E2E_REPOSITORY:-} ]]; then
  expect not-found ImageMissing "$E2E_REPOSITORY:no-such-tag-$$" IfNotPresent "$secret"
else
  skip not-found 'E2E_REPOSITORY is not set'
fi
if [[ -n ${E2E_DENIED_IMAGE:-} ]]; then
  denials='RepositoryPolicyDenies RepositoryPolicyDoesNotAllow IdentityPolicyDenies IdentityPolicyDoesNotAllow PermissionsBoundaryDenies'
  denials+=' EndpointPolicyDenies DeniedElsewhere'
  expect denied "${E2E_DENIED_CAUSE:-$denials}" "$E2E_DENIED_IMAGE" Always "$secret"
else
  skip denied 'E2E_DENIED_IMAGE is not set'
fi
if [[ -n ${E2E_PLATFORM_IMAGE:-} ]]; then
  expect platform PlatformMissing "$E2E_PLATFORM_IMAGE" Always "$secret"
else
  skip platform 'E2E_PLATFORM_IMAGE is not set'
fi

echo "$passed passed, $failed failed, $skipped skipped"
((failed == 0))
