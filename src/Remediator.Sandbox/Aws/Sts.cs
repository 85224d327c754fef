using System.Xml.Linq;
using Remediator.Sandbox.Iam;

namespace Remediator.Sandbox.Aws;

/// <summary>STS GetCallerIdentity.</summary>
internal sealed class Sts(Identities identities)
{
    public IReadOnlyDictionary<string, AwsOperation> Operations => new Dictionary<string, AwsOperation>
    {
        ["GetCallerIdentity"] = new(_ => "*", request => new XElement("Result",
            new XElement("Arn", request.Caller.SessionArn(identities.Account)),
            new XElement("UserId", $"{identities.Id("AROA", request.Caller.Role)}:{request.Caller.Session}"),
            new XElement("Account", identities.Account))),
    };
}
