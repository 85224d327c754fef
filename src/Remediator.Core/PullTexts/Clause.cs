namespace Remediator.Core.PullTexts;

/// <summary>One clause of an <see cref="ErrorChain"/>.</summary>
/// <param name="Endpoint">The last URL printed in this clause or before it.</param>
internal readonly record struct Clause(string Text, Endpoint? Endpoint);
