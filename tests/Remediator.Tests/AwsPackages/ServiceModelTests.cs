using System.Reflection;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Remediator.Tests.Witnesses;

namespace Remediator.Tests.AwsPackages;

/// <summary>The services' own models, as botocore ships them, against the stand-ins and the code that uses them.</summary>
public class ServiceModelTests
{
    /// <summary>botocore's name of each service whose <c>Model</c> namespace the source imports.</summary>
    private static readonly Dictionary<string, string> s_services = new()
    {
        ["ECR"] = "ecr",
        ["EKS"] = "eks",
        ["EC2"] = "ec2",
        ["IdentityManagement"] = "iam",
        ["SecurityToken"] = "sts",
        ["SimpleNotificationService"] = "sns",
        ["DynamoDBv2"] = "dynamodb",
        ["SQS"] = "sqs",
        ["KeyManagementService"] = "kms",
    };

    /// <summary>Where the SDK calls a class otherwise than the service calls its shape.</summary>
    private static readonly Dictionary<string, string> s_renamed = new()
    {
        ["ManagedPolicy"] = "Policy",
        ["AttachedPolicyType"] = "AttachedPolicy",
    };

    /// <summary>Read once for all tests: they are large.</summary>
    private static readonly Lazy<Task<Dictionary<string, ServiceModel>>> s_models = new(
        () => Botocore.AskAsync<Dictionary<string, ServiceModel>>("models.py", s_services.Values));

    public static TheoryData<string, Type> StandIns => new()
    {
        { "ECR", typeof(Amazon.ECR.AmazonECRClient) },
        { "EKS", typeof(Amazon.EKS.AmazonEKSClient) },
        { "IdentityManagement", typeof(Amazon.IdentityManagement.AmazonIdentityManagementServiceClient) },
        { "SimpleNotificationService", typeof(Amazon.SimpleNotificationService.AmazonSimpleNotificationServiceClient) },
    };

    [Fact]
    public async Task No_file_uses_a_name_that_two_of_the_services_it_imports_have()
    {
        var models = await ModelsAsync();
        var ambiguous =
            from file in Sources()
            let root = CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetCompilationUnitRoot()
            let imported = root.Usings.Where(one => one.Alias is null).Select(one => ServiceOf($"{one.Name}")).OfType<string>().ToArray()
            where imported.Length > 1
            from name in root.DescendantNodes().OfType<IdentifierNameSyntax>().Where(IsType).Select(node => node.Identifier.Text).Distinct()
            let owners = imported.Where(service => models[s_services[service]].Classes.ContainsKey(name)).ToArray()
            where owners.Length > 1
            select $"{Path.GetFileName(file)}: {name} is in {string.Join(" and ", owners)}";
        Assert.Empty(ambiguous);
    }

    [Theory]
    [MemberData(nameof(StandIns))]
    public async Task Members_and_their_types_are_those_of_the_service(string service, Type client)
    {
        var model = (await ModelsAsync())[s_services[service]];
        var differing =
            from type in client.Assembly.GetExportedTypes()
            where type.Namespace == $"Amazon.{service}.Model" && type.IsClass && !type.IsAbstract
            from problem in ProblemsOf(type, model)
            select problem;
        Assert.Empty(differing);
    }

    [Theory]
    [MemberData(nameof(StandIns))]
    public async Task Enumerations_have_only_values_of_the_service(string service, Type client)
    {
        var model = (await ModelsAsync())[s_services[service]];
        var differing =
            from type in client.Assembly.GetExportedTypes()
            where type.IsSubclassOf(typeof(ConstantClass))
            from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
            let value = $"{field.GetValue(null)}"
            where !model.Enums.Any(known => SameName(known.Key, type.Name) && known.Value.Contains(value))
            select $"{type.Name}.{field.Name} is \"{value}\"";
        Assert.Empty(differing);
    }

    private static IEnumerable<string> ProblemsOf(Type type, ServiceModel model)
    {
        if (!model.Classes.TryGetValue(s_renamed.GetValueOrDefault(type.Name, type.Name), out var members))
        {
            yield return $"{type.Name}: the service has no such class";
            yield break;
        }
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            if (members.FirstOrDefault(member => SameName(member.Key, property.Name)).Value is not { } member)
                yield return $"{type.Name}.{property.Name}: the service has no such member";
            else if (WrongType(property.PropertyType, member) is { } expected)
                yield return $"{type.Name}.{property.Name}: is {property.PropertyType}, and the SDK's is {expected}";
        }
    }

    /// <summary>Version 4 of the SDK has every value type nullable; null where the type fits.</summary>
    private static string? WrongType(Type type, Member member) => member.Type switch
    {
        "string" when member.IsEnum => type.IsSubclassOf(typeof(ConstantClass)) && SameName(type.Name, member.Shape) ? null : member.Shape,
        "string" => type == typeof(string) ? null : "string",
        "integer" => type == typeof(int?) ? null : "int?",
        "long" => type == typeof(long?) ? null : "long?",
        "boolean" => type == typeof(bool?) ? null : "bool?",
        "timestamp" => type == typeof(DateTime?) ? null : "DateTime?",
        "list" => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>) ? null : "List",
        "map" => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>) ? null : "Dictionary",
        "structure" => SameName(s_renamed.GetValueOrDefault(type.Name, type.Name), member.Shape) ? null : member.Shape,
        _ => null,
    };

    /// <summary>The SDK begins a name with a capital and keeps the rest.</summary>
    private static bool SameName(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static bool IsType(IdentifierNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == name,
        QualifiedNameSyntax qualified => qualified.Left == name,
        _ => true,
    };

    private static string? ServiceOf(string import) =>
        import.Split('.') is ["Amazon", var service, "Model"] && s_services.ContainsKey(service) ? service : null;

    private static IEnumerable<string> Sources([CallerFilePath] string here = "") =>
        new[] { "Remediator", "Remediator.Cli", "Remediator.Sandbox" }
            .SelectMany(project => Directory.EnumerateFiles(
                Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src", project), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Intersect(["obj", "bin"]).Any());

    private static Task<Dictionary<string, ServiceModel>> ModelsAsync() => s_models.Value;

    private sealed record ServiceModel(Dictionary<string, Dictionary<string, Member>> Classes, Dictionary<string, string[]> Enums);

    private sealed record Member(string Type, string Shape, bool IsEnum);
}
