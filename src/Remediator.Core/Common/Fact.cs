namespace Remediator.Core.Common;

/// <summary>What a read brought: a value, or why there is none. An unreadable fact never means "allowed".</summary>
public abstract record Fact<T> : IFact
{
    private Fact() { }

    public sealed record Known(T Value) : Fact<T>;

    /// <summary><paramref name="Why"/> reads on from the fact's name: "this program's role may not call ecr:GetRepositoryPolicy".</summary>
    public sealed record Unknown(Message Why) : Fact<T>;

    /// <summary>The reason there is no value, or null.</summary>
    public Message? Gap => (this as Unknown)?.Why;
}

/// <summary>A fact of any type, asked only whether it is missing.</summary>
public interface IFact
{
    Message? Gap { get; }
}

/// <summary>The value of a fact where that it is missing makes no difference.</summary>
public static class FactOfReference
{
    /// <summary>Null where it is not known, or known to be null.</summary>
    public static T? ValueOrNull<T>(this Fact<T>? fact) where T : class? => fact is Fact<T>.Known { Value: var value } ? value : null;
}

/// <inheritdoc cref="FactOfReference"/>
public static class FactOfValue
{
    /// <inheritdoc cref="FactOfReference.ValueOrNull"/>
    public static T? ValueOrNull<T>(this Fact<T>? fact) where T : struct => fact is Fact<T>.Known { Value: var value } ? value : null;
}

public static class Fact
{
    public static Fact<T> Of<T>(T value) => new Fact<T>.Known(value);

    public static Fact<T> Gap<T>(Message why) => new Fact<T>.Unknown(why);
}
