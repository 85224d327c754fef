namespace Remediator.Cli.Diagnose;

/// <summary>No pod waits for its image. The number of pods shows how much that says.</summary>
/// <param name="Pods">Pods in the namespace, or those of the workload.</param>
internal sealed record NoWaitingPods(string Namespace, string? Workload, int Pods)
{
    public string In(Language language) => language is Language.Ja ? Japanese : $"{this}";

    public override string ToString() => Workload is null
        ? $"no pod in namespace \"{Namespace}\" waits for an image; {Count} there"
        : $"no pod of workload \"{Workload}\" waits for an image; {Count} named after it in namespace \"{Namespace}\"";

    private string Count => Pods == 1 ? "1 pod is" : $"{Pods} pods are";

    private string Japanese => Workload is null
        ? $"名前空間 \"{Namespace}\" にイメージを待っている Pod はありません（Pod は {Pods} 個）"
        : $"ワークロード \"{Workload}\" にイメージを待っている Pod はありません（名前空間 \"{Namespace}\" の該当 Pod は {Pods} 個）";
}
