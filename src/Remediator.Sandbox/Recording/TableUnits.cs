namespace Remediator.Sandbox.Recording;

/// <summary>The units that calls have used in DynamoDB tables, as they would be charged on demand.</summary>
public sealed record TableUnits(double Read, double Write);
