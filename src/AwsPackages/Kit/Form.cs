using System.Collections;
using System.Text;
using Amazon.Util;

namespace AwsPackages.Kit;

/// <summary>The fields of a form, each with a leading <c>&amp;</c>; a field without a value is left out.</summary>
internal sealed class Form : IEnumerable
{
    private readonly StringBuilder text = new();

    public void Add(string name, string? value)
    {
        if (value is not null)
            text.Append('&').Append(AWSSDKUtils.UrlEncode(name, path: false)).Append('=').Append(AWSSDKUtils.UrlEncode(value, path: false));
    }

    public void Add(string name, int? value) => Add(name, value?.ToString());

    public override string ToString() => text.ToString();

    IEnumerator IEnumerable.GetEnumerator() => text.ToString().Split('&').GetEnumerator();
}
