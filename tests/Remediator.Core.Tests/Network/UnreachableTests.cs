using System.Reflection;
using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Network;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Network;

public class UnreachableTests
{
    private static readonly NodeNetwork s_closed = Given.Network with { Routes = Given.Routes(new DefaultRoute.None()) };

    private static Verdict Judged(string text, Fact<NodeNetwork> network, string host = "111122223333.dkr.ecr.us-west-2.amazonaws.com")
    {
        var failure = new PullFailure(
            new Scope("111122223333", "us-west-2", "blue", "shop", null, null), ImageReference.Parse($"{host}/ui:1"),
            PullText.Read(text).Symptom, text, new Compute.Instance("i-1"),
                [new("shop", "ui-1", "uid", new("Deployment", "ui"), "ui", "node")]);
        return Diagnosis.Of(failure, PullFacts.NotAsked(Situation.Denied, Situation.Now) with { Network = network });
    }

    [Theory]
    [InlineData("failed to do request: Head \"https://111122223333.dkr.ecr.us-west-2.amazonaws.com/v2/ui/manifests/1\": dial tcp "
        + "10.0.1.5:443: i/o timeout", Cause.EcrUnreachable, Confidence.Proved)]
    [InlineData("failed to do request: Head \"https://111122223333.dkr.ecr.us-west-2.amazonaws.com/v2/ui/manifests/1\": dial tcp "
        + "10.0.1.5:443: connect: no route to host", Cause.EcrUnreachable, Confidence.Proved)]
    [InlineData("failed to do request: Head \"https://111122223333.dkr.ecr.us-west-2.amazonaws.com/v2/ui/manifests/1\": proxyconnect tcp: "
        + "dial tcp 10.9.9.9:3128: i/o timeout", Cause.EcrUnreachable, Confidence.Likely)]
    [InlineData("failed to do request: Head \"https://111122223333.dkr.ecr.us-west-2.amazonaws.com/v2/ui/manifests/1\": dial tcp: lookup x "
        + "on 10.0.0.2:53: no such host", Cause.DnsFailure, Confidence.Likely)]
    [InlineData("failed to do request: Head \"https://111122223333.dkr.ecr.us-west-2.amazonaws.com/v2/ui/manifests/1\": tls: failed to "
        + "verify certificate: x509: certificate signed by unknown authority", Cause.TlsFailure, Confidence.Likely)]
    [InlineData("failed to do request: Head \"https://mirror.corp/v2/ui/manifests/1\": dial tcp 10.9.9.9:443: i/o timeout",
        Cause.EcrUnreachable, Confidence.Likely)]
    [InlineData("failed to do request: Head \"https://111122223333.dkr.ecr.us-west-2.amazonaws.com/v2/ui/manifests/1\": Forbidden",
        Cause.EcrUnreachable, Confidence.Likely)]
    [InlineData("failed to do request: Head \"https://111122223333.dkr.ecr.us-west-2.amazonaws.com/v2/ui/manifests/1\": EOF",
        Cause.EcrUnreachable, Confidence.Likely)]
    public void A_closed_hop_proves_the_symptoms_it_can_cause(string text, Cause cause, Confidence confidence)
    {
        var verdict = Judged(text, Fact.Of(s_closed));
        Assert.Equal((cause, confidence), (verdict.Cause, verdict.Confidence));
    }

    [Fact]
    public void An_open_network_path_proves_nothing()
    {
        var verdict = Judged("dial tcp 10.0.1.5:443: i/o timeout", Fact.Of(Given.Network));
        Assert.Equal((Cause.EcrUnreachable, Confidence.Likely), (verdict.Cause, verdict.Confidence));
        Assert.Equal("node i-1 → sg-node → subnet-1 → rtb-1 → nat-1 → rtb-public → igw-1: no hop is closed",
            $"{verdict.Evidence.Single(e => e.Step is Step.Network).What}");
    }

    [Fact]
    public void A_switched_off_name_server_proves_a_failed_lookup()
    {
        var verdict = Judged("dial tcp: lookup x on 10.0.0.2:53: i/o timeout",
            Fact.Of(Given.Network with { Dns = Fact.Of(new VpcDns(false, true)) }));
        Assert.Equal((Cause.DnsFailure, Confidence.Proved), (verdict.Cause, verdict.Confidence));
    }

    [Fact]
    public void A_layer_that_times_out_is_checked_on_the_network_path_to_s3()
    {
        var verdict =
            Judged(
                "failed to do request: Get \"https://prod-us-west-2-starport-layer-bucket.s3.us-west-2.amazonaws.com/x\": dial tcp "
                    + "3.5.1.1:443: i/o timeout", Fact.Of(s_closed));
        Assert.EndsWith(
            "missing: a gateway endpoint for com.amazonaws.us-west-2.s3 in route table rtb-1, or a default route to a NAT gateway in rtb-1",
            $"{verdict.Evidence.Single(e => e.Step is Step.Network).What}");
    }

    public static TheoryData<string> Parts => [.. typeof(NodeNetwork).GetProperties().Where(IsFact).Select(part => part.Name)];

    /// <summary>Generated from the network itself, so that a new read cannot be forgotten.</summary>
    [Theory]
    [MemberData(nameof(Parts))]
    public void Every_part_that_was_not_read_is_named_and_does_not_close_the_path(string part)
    {
        const string why = "access denied, our role needs ec2:DescribeIt";
        var closed = typeof(NodeNetwork).GetProperty(part)!;
        var unknown = closed.PropertyType.GetNestedType("Unknown")!.MakeGenericType(closed.PropertyType.GetGenericArguments());
        foreach (var network in new[] { Given.Network, s_closed })
        {
            var copy = network with { };
            closed.SetValue(copy, Activator.CreateInstance(unknown, Message.Verbatim(why)));
            var verdict = Judged("dial tcp 10.0.1.5:443: i/o timeout", Fact.Of(copy));
            Assert.Contains(verdict.Unknowns, one => $"{one}".EndsWith(why, StringComparison.Ordinal));
            Assert.True(verdict.Confidence is Confidence.Likely || network == s_closed, part);
        }
    }

    [Theory]
    [InlineData(nameof(NodeNetwork.Routes))]
    [InlineData(nameof(NodeNetwork.Endpoints))]
    public void A_closed_network_path_is_proved_only_if_what_closes_it_was_read(string part)
    {
        var network = part is nameof(NodeNetwork.Routes)
            ? s_closed with { Routes = Fact.Gap<RouteTable>(Situation.Denied) }
            : s_closed with { Endpoints = Fact.Gap<IReadOnlyList<VpcEndpoint>>(Situation.Denied) };
        Assert.Equal(Confidence.Likely, Judged("dial tcp 10.0.1.5:443: i/o timeout", Fact.Of(network)).Confidence);
    }

    private static bool IsFact(PropertyInfo part) =>
        part.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Fact<>);

    [Theory]
    [InlineData("failed to do request: Head \"https://111122223333.dkr.ecr.us-west-2.amazonaws.com/v2/ui/manifests/1\": dial tcp "
        + "10.0.1.5:443: i/o timeout", Confidence.Likely)]
    [InlineData("failed to do request: Get \"https://prod-us-west-2-starport-layer-bucket.s3.us-west-2.amazonaws.com/x\": dial tcp "
        + "3.5.1.1:443: i/o timeout", Confidence.Proved)]
    [InlineData("dial tcp 10.0.1.5:443: i/o timeout", Confidence.Proved)]
    public void A_closed_path_to_the_layers_does_not_prove_why_the_registry_itself_is_not_reached(string text, Confidence confidence)
    {
        var network = s_closed with
        {
            Endpoints = Given.Endpoints(Given.Dkr, Given.Api),
            EndpointGroups = Given.Groups(new SecurityGroup("sg-endpoint", [Given.All], []))
        };
        Assert.Equal(confidence, Judged(text, Fact.Of(network)).Confidence);
    }

    [Theory]
    [InlineData("dial tcp: lookup x on 192.168.7.53:53: i/o timeout")]
    [InlineData("dial tcp: lookup x: i/o timeout")]
    public void A_switched_off_name_server_proves_nothing_about_another_one(string text) =>
        Assert.Equal(Confidence.Likely, Judged(text, Fact.Of(Given.Network with { Dns = Fact.Of(new VpcDns(false, true)) })).Confidence);

    [Theory]
    [InlineData("111122223333.dkr-ecr.us-west-2.on.aws")]
    [InlineData("111122223333.dkr.ecr-fips.us-west-2.amazonaws.com")]
    public void The_ipv4_path_to_the_ordinary_name_proves_nothing_about_another_name(string host) =>
        Assert.Equal(Confidence.Likely, Judged("dial tcp 10.0.1.5:443: i/o timeout", Fact.Of(s_closed), host).Confidence);

    [Fact]
    public void An_instance_that_is_gone_has_no_security_groups_and_proves_nothing() =>
        Assert.Equal(Confidence.Likely,
            Judged("dial tcp 10.0.1.5:443: i/o timeout", Fact.Of(Given.Network with { NodeGroups = Given.Groups() })).Confidence);

    [Fact]
    public void Without_an_instance_only_the_error_text_is_known()
    {
        var verdict = Judged("dial tcp 10.0.1.5:443: i/o timeout", Fact.Gap<NodeNetwork>(Situation.Denied));
        Assert.Equal((Cause.EcrUnreachable, Confidence.Likely), (verdict.Cause, verdict.Confidence));
        Assert.Contains("network: access denied", verdict.Unknowns.Select(one => $"{one}"));
    }
}
