using System.Reflection;
using System.Runtime.CompilerServices;
using Remediator.Core.Plans;

namespace Remediator.Core.Tests;

public class ClosedHierarchyTests
{
    public static TheoryData<string> Hierarchies =>
        [.. typeof(Plan).Assembly.GetTypes().Where(
            type => type is { IsVisible: true, IsAbstract: true, IsSealed: false, IsInterface: false }).Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(Hierarchies))]
    public void Nobody_outside_can_add_a_case(string name)
    {
        var hierarchy = typeof(Plan).Assembly.GetType(name)!;
        var constructors = hierarchy.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        // the compiler's copy constructor is protected, and only a record's own cases can reach it with a value
        Assert.All(constructors.Where(constructor => constructor.GetCustomAttribute<CompilerGeneratedAttribute>() is null),
            constructor => Assert.True(constructor.IsPrivate));
        Assert.All(Cases(hierarchy), type => Assert.True(type.IsSealed));
        Assert.NotEmpty(Cases(hierarchy));
    }

    private static Type[] Cases(Type hierarchy) => [.. hierarchy.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic)
        .Where(type => type.BaseType is { } parent && (parent.IsGenericType ? parent.GetGenericTypeDefinition() : parent) == hierarchy)];
}
