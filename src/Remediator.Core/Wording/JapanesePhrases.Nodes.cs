namespace Remediator.Core.Wording;

internal static partial class JapanesePhrases
{
    /// <summary>What only the node sees.</summary>
    private static Phrase[] Nodes =>
    [
        new("the node had no token to show: the kubelet's ECR credential provider gave none, and the pod brings no image pull secret", "ノードには提示するトークンがありませんでした。kubelet の ECR 認証情報プロバイダーがトークンを返さず、Pod にもイメージプルシークレットがありません"),
        new("the node showed credentials that were refused: its credential provider asked another registry, or as nobody", "ノードが提示した認証情報は拒否されました。認証情報プロバイダーが別のレジストリ向けの、または無効なトークンを取得しています"),
        new("a token of ECR is good for 12 hours: the kubelet renews its own, so an old one comes from an imagePullSecret or from a credential provider that no longer answers", "ECR のトークンの有効期間は 12 時間です。kubelet は自動で更新するため、古いトークンは imagePullSecret か、応答しなくなった認証情報プロバイダーのものです"),
        new("the kubelet's own limit of pulls a second (registryPullQPS) was reached, ECR was not asked", "kubelet 自身の 1 秒あたりのプル上限 (registryPullQPS) に達したため、ECR には問い合わせていません"),
        new("ECR limits one node only: it pulls too often", "スロットリングされているのは 1 台のノードだけです。このノードのプルが多すぎます"),
        new("ECR limits several nodes at once: the account's quota is used up", "複数のノードが同時にスロットリングされています。アカウントのクォータを使い切っています"),
        new("ECR answers this repository with an error of its own", "ECR がこのリポジトリに対してサーバーエラーを返しています"),
        new("ECR answers several repositories with errors of its own: see {}", "ECR が複数のリポジトリに対してサーバーエラーを返しています（{0} を参照）"),
        new("several nodes get the same image damaged, so the image itself is damaged", "複数のノードで同じイメージが破損しているため、イメージ自体が破損しています"),
        new("only one node gets it damaged, so its disk or its way to S3 is to blame first", "破損しているのは 1 台のノードだけです。まずノードのディスクと S3 への経路を確認してください"),
        new("the kubelet reports DiskPressure", "kubelet が DiskPressure を報告しています"),
        new("the kubelet reports no DiskPressure, so the disk had room again or the limit is the image file system's", "kubelet は DiskPressure を報告していません。空き容量が回復したか、イメージ用ファイルシステムの上限です"),
        new("the node's own policy wants a signature and found none that it accepts", "ノードのポリシーが署名を要求していますが、受け入れられる署名がありません"),
        new("the container runtime finds the registry not available", "コンテナランタイムがレジストリを利用不可と判断しています"),
        new("{*}; a secret made from an ECR token is good for 12 hours and for one registry only", "{0}。ECR のトークンから作成したシークレットの有効期間は 12 時間で、1 つのレジストリだけに使えます"),
    ];
}
