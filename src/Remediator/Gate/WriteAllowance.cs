namespace Remediator.Gate;

/// <summary>Without an incident table nobody remembers what was done, so a process writes to one repository only.</summary>
internal sealed class WriteAllowance
{
    private string? taken;

    public bool Take(string repositoryArn) =>
        (Interlocked.CompareExchange(ref taken, repositoryArn, null) ?? repositoryArn) == repositoryArn;
}
