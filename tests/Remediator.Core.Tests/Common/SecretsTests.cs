using Remediator.Core.Common;
using Remediator.Core.Findings;
using Remediator.Core.Messages;
using Remediator.Core.Messages.Page;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Common;

/// <summary>Made-up secrets, planted where a registry or a node may quote them, in every channel.</summary>
public class SecretsTests
{
    private const string Signed =
        "GET https://prod-us-west-2-starport-layer-bucket.s3.us-west-2.amazonaws.com/5ab1-111122223333/"
            + "layer?X-Amz-Security-Token=IQoJb3JpZ2luX2VjEXAMPLE%2F%2Fplanted&X-Amz-Algorithm=AWS4-HMAC-SHA256&"
            + "X-Amz-Credential=ASIAPLANTEDEXAMPLE12%2F20260101%2Fus-west-2%2Fs3%2Faws4_request&"
            + "X-Amz-Signature=9f86d081884c7d659a2feaa0c55ad015planted: 403 Forbidden";

    public static TheoryData<string> Texts =>
    [
        Signed,
        "unexpected status 401, Authorization: Bearer eyJhbGciOiJSUzI1NiJ9.planted.signature-of-it, retry",
        "Authorization: Basic QVdTOnBsYW50ZWQtcGxhbnRlZA== was refused",
        "exec plugin said k8s-aws-v1.aHR0cHM6Ly9zdHMucGxhbnRlZA and stopped",
        "env AWS_ACCESS_KEY_ID=AKIAPLANTEDEXAMPLE12 AWS_SECRET_ACCESS_KEY=planted/planted/plantedEXAMPLEKEY aws_session_token=IQoJplanted",
        """the secret holds {"auth":"QVdTOnBsYW50ZWQ=","password":"planted"}""",
        """{"AccessKeyId":"ASIAPLANTEDEXAMPLE12","SecretAccessKey":"planted+planted","SessionToken": "IQoJplanted=="}""",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void No_channel_repeats_a_secret_that_the_runtime_quoted(string text)
    {
        var finding = Situation.Found(failure: Situation.Failure(text: text));
        foreach (var language in Enum.GetValues<Language>())
        {
            Holds(SnsMessage.Of(finding, "1", null, language).Body);
            Holds(IncidentPage.Of(FindingJson.Of(finding), [], Catalogue.In(language)));
        }
        Holds(JsonText.Compact(FindingJson.Of(finding)));
    }

    [Fact]
    public void Details_that_help_locate_the_failure_are_kept() =>
        Assert.Matches(
            @"^GET https://prod-us-west-2-starport-layer-bucket\S+/layer\?X-Amz-Security-Token=\[redacted\]&"
                + @"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=\[redacted\]&X-Amz-Signature=\[redacted\]: 403 Forbidden$",
            Secrets.Redacted(Signed));

    [Theory]
    [InlineData("no basic auth credentials")]
    [InlineData("pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth "
        + "credentials")]
    [InlineData("the bearer of this is a pod")]
    [InlineData("digest sha256:9f86d081884c7d659a2feaa0c55ad0150000000000000000000000000000000a")]
    [InlineData("")]
    public void Prose_stays_as_it_is(string text) => Assert.Equal(text, Secrets.Redacted(text));

    private static void Holds(string told)
    {
        foreach (var secret in new[] { "planted", "PLANTED", "IQoJ", "QVdTOn", "aHR0c", "eyJhb" })
            Assert.DoesNotContain(secret, told, StringComparison.Ordinal);
    }
}
