namespace Remediator.Core.Tests.Network;

public class UnreachableTests
{
    private static readonly NodeNetwork Closed = Given.Network with { Routes = Given.Routes(new DefaultRoute.None()) };

    private static Verdict Judged(string text, Fact<NodeNetwork> network)
    {
        var failure = new PullFailure(
            new Scope("111122223333", "us-west-2", "blue", "shop", null, null), ImageReference.Parse("111122223333.dkr.ecr.us-west-2.amazonaws.com/ui:1"),
            PullText.Read(text).Symptom, text, new Compute.Instance("i-1"), [new("shop", "ui-1", "uid", new("Deployment", "ui"), "ui", "node")]);
        return Diagnosis.Of(failure, Facts.NotAsked("not asked", Situation.Now) with { Network = network });
    }

    [Theory]
    [InlineData("failed to do request: Head \"https://x/v2/ui/manifests/1\": dial tcp 10.0.1.5:443: i/o timeout", Cause.EcrUnreachable, Confidence.Proved)]
    [InlineData("failed to do request: Head \"https://x/v2/ui/manifests/1\": dial tcp 10.0.1.5:443: connect: no route to host", Cause.EcrUnreachable, Confidence.Proved)]
    [InlineData("failed to do request: Head \"https://x/v2/ui/manifests/1\": proxyconnect tcp: dial tcp 10.9.9.9:3128: i/o timeout", Cause.EcrUnreachable, Confidence.Likely)]
    [InlineData("failed to do request: Head \"https://x/v2/ui/manifests/1\": dial tcp: lookup x on 10.0.0.2:53: no such host", Cause.DnsFailure, Confidence.Likely)]
    [InlineData("failed to do request: Head \"https://x/v2/ui/manifests/1\": tls: failed to verify certificate: x509: certificate signed by unknown authority", Cause.TlsFailure, Confidence.Likely)]
    public void A_closed_hop_proves_what_it_can_cause(string text, Cause cause, Confidence confidence)
    {
        var verdict = Judged(text, Fact.Of(Closed));
        Assert.Equal((cause, confidence), (verdict.Cause, verdict.Confidence));
    }

    [Fact]
    public void An_open_way_proves_nothing()
    {
        var verdict = Judged("dial tcp 10.0.1.5:443: i/o timeout", Fact.Of(Given.Network));
        Assert.Equal((Cause.EcrUnreachable, Confidence.Likely), (verdict.Cause, verdict.Confidence));
        Assert.Equal("node i-1 → sg-node → subnet-1 → rtb-1 → nat-1: no hop is closed", verdict.Evidence.Single(e => e.Step is Step.Network).What);
    }

    [Fact]
    public void A_switched_off_name_server_proves_a_failed_lookup()
    {
        var verdict = Judged("dial tcp: lookup x on 10.0.0.2:53: i/o timeout", Fact.Of(Given.Network with { Dns = Fact.Of(new VpcDns(false, true)) }));
        Assert.Equal((Cause.DnsFailure, Confidence.Proved), (verdict.Cause, verdict.Confidence));
    }

    [Fact]
    public void A_layer_that_times_out_is_looked_for_on_the_way_to_s3()
    {
        var verdict = Judged("failed to do request: Get \"https://prod-us-west-2-starport-layer-bucket.s3.us-west-2.amazonaws.com/x\": dial tcp 3.5.1.1:443: i/o timeout", Fact.Of(Closed));
        Assert.EndsWith("missing: a gateway endpoint for com.amazonaws.us-west-2.s3 in route table rtb-1, or a default route to a NAT gateway in rtb-1",
            verdict.Evidence.Single(e => e.Step is Step.Network).What);
    }

    [Fact]
    public void Every_part_that_was_not_read_is_named()
    {
        var verdict = Judged("dial tcp 10.0.1.5:443: i/o timeout", Fact.Of(Closed with { Acl = Fact.Gap<NetworkAcl>("access denied, our role needs ec2:DescribeNetworkAcls") }));
        Assert.Contains("network ACL: access denied, our role needs ec2:DescribeNetworkAcls", verdict.Unknowns);
    }

    [Fact]
    public void Without_an_instance_the_text_is_all_there_is()
    {
        var verdict = Judged("dial tcp 10.0.1.5:443: i/o timeout", Fact.Gap<NodeNetwork>("the pod's node is no EC2 instance of this account"));
        Assert.Equal((Cause.EcrUnreachable, Confidence.Likely), (verdict.Cause, verdict.Confidence));
        Assert.Contains("network: the pod's node is no EC2 instance of this account", verdict.Unknowns);
    }
}
