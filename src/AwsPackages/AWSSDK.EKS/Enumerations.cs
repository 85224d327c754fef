using Amazon.Runtime;

namespace Amazon.EKS;

public class AuthenticationMode(string value) : ConstantClass(value)
{
    public static readonly AuthenticationMode API = new("API");
    public static readonly AuthenticationMode API_AND_CONFIG_MAP = new("API_AND_CONFIG_MAP");
    public static readonly AuthenticationMode CONFIG_MAP = new("CONFIG_MAP");

    public static AuthenticationMode? FindValue(string? value) => FindValue<AuthenticationMode>(value);
    public static implicit operator AuthenticationMode?(string? value) => FindValue(value);
}

public class ClusterStatus(string value) : ConstantClass(value)
{
    public static readonly ClusterStatus CREATING = new("CREATING");
    public static readonly ClusterStatus ACTIVE = new("ACTIVE");
    public static readonly ClusterStatus DELETING = new("DELETING");
    public static readonly ClusterStatus FAILED = new("FAILED");
    public static readonly ClusterStatus UPDATING = new("UPDATING");
    public static readonly ClusterStatus PENDING = new("PENDING");

    public static ClusterStatus? FindValue(string? value) => FindValue<ClusterStatus>(value);
    public static implicit operator ClusterStatus?(string? value) => FindValue(value);
}

public class FargateProfileStatus(string value) : ConstantClass(value)
{
    public static readonly FargateProfileStatus CREATING = new("CREATING");
    public static readonly FargateProfileStatus ACTIVE = new("ACTIVE");
    public static readonly FargateProfileStatus DELETING = new("DELETING");
    public static readonly FargateProfileStatus CREATE_FAILED = new("CREATE_FAILED");
    public static readonly FargateProfileStatus DELETE_FAILED = new("DELETE_FAILED");

    public static FargateProfileStatus? FindValue(string? value) => FindValue<FargateProfileStatus>(value);
    public static implicit operator FargateProfileStatus?(string? value) => FindValue(value);
}

public class AMITypes(string value) : ConstantClass(value)
{
    public static readonly AMITypes AL2_x86_64 = new("AL2_x86_64");
    public static readonly AMITypes AL2_ARM_64 = new("AL2_ARM_64");
    public static readonly AMITypes AL2023_x86_64_STANDARD = new("AL2023_x86_64_STANDARD");
    public static readonly AMITypes AL2023_ARM_64_STANDARD = new("AL2023_ARM_64_STANDARD");
    public static readonly AMITypes BOTTLEROCKET_x86_64 = new("BOTTLEROCKET_x86_64");
    public static readonly AMITypes BOTTLEROCKET_ARM_64 = new("BOTTLEROCKET_ARM_64");
    public static readonly AMITypes WINDOWS_CORE_2022_x86_64 = new("WINDOWS_CORE_2022_x86_64");
    public static readonly AMITypes CUSTOM = new("CUSTOM");

    public static AMITypes? FindValue(string? value) => FindValue<AMITypes>(value);
    public static implicit operator AMITypes?(string? value) => FindValue(value);
}

public class TaintEffect(string value) : ConstantClass(value)
{
    public static readonly TaintEffect NO_SCHEDULE = new("NO_SCHEDULE");
    public static readonly TaintEffect NO_EXECUTE = new("NO_EXECUTE");
    public static readonly TaintEffect PREFER_NO_SCHEDULE = new("PREFER_NO_SCHEDULE");

    public static TaintEffect? FindValue(string? value) => FindValue<TaintEffect>(value);
    public static implicit operator TaintEffect?(string? value) => FindValue(value);
}

public class NodegroupStatus(string value) : ConstantClass(value)
{
    public static readonly NodegroupStatus CREATING = new("CREATING");
    public static readonly NodegroupStatus ACTIVE = new("ACTIVE");
    public static readonly NodegroupStatus UPDATING = new("UPDATING");
    public static readonly NodegroupStatus DELETING = new("DELETING");
    public static readonly NodegroupStatus CREATE_FAILED = new("CREATE_FAILED");
    public static readonly NodegroupStatus DELETE_FAILED = new("DELETE_FAILED");
    public static readonly NodegroupStatus DEGRADED = new("DEGRADED");

    public static NodegroupStatus? FindValue(string? value) => FindValue<NodegroupStatus>(value);
    public static implicit operator NodegroupStatus?(string? value) => FindValue(value);
}
