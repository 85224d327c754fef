using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Wording;

/// <summary>Short Japanese names of words of the contract.</summary>
internal static class JapaneseNames
{
    public static string Beside(Symptom symptom) => $"{Of(symptom)} ({symptom})";

    public static string Beside(Cause cause) => $"{Of(cause)} ({cause})";

    private static string Of(Symptom symptom) => symptom switch
    {
        Symptom.Forbidden => "アクセス拒否",
        Symptom.LayerForbidden => "レイヤーへのアクセス拒否",
        Symptom.Unauthorized => "認証エラー",
        Symptom.TokenExpired => "トークンの期限切れ",
        Symptom.NotFound => "イメージなし",
        Symptom.LayerMissing => "レイヤーなし",
        Symptom.PlatformMismatch => "プラットフォームの不一致",
        Symptom.Timeout => "タイムアウト",
        Symptom.DnsFailure => "名前解決の失敗",
        Symptom.ConnectionFailed => "接続の失敗",
        Symptom.TlsFailure => "TLS の失敗",
        Symptom.Throttled => "スロットリング",
        Symptom.ServerError => "サーバーエラー",
        Symptom.DamagedTransfer => "データの破損",
        Symptom.DiskFull => "ディスクの空き容量不足",
        Symptom.InvalidImageName => "無効なイメージ名",
        Symptom.NeverPull => "プル禁止の設定",
        Symptom.PullQpsExceeded => "プル回数の上限超過",
        Symptom.SignatureInvalid => "署名の検証エラー",
        Symptom.RegistryUnavailable => "レジストリの利用不可",
        _ => "不明",
    };

    private static string Of(Cause cause) => cause switch
    {
        Cause.RepositoryPolicyDenies => "リポジトリポリシーによる拒否",
        Cause.RepositoryPolicyDoesNotAllow => "リポジトリポリシーの許可なし",
        Cause.IdentityPolicyDenies => "ロールのポリシーによる拒否",
        Cause.IdentityPolicyDoesNotAllow => "ロールのポリシーの許可なし",
        Cause.PermissionsBoundaryDenies => "アクセス許可の境界による拒否",
        Cause.EndpointPolicyDenies => "VPC エンドポイントポリシーによる拒否",
        Cause.DeniedElsewhere => "その他のポリシーによる拒否",
        Cause.RepositoryMissing => "リポジトリなし",
        Cause.ImageMissing => "イメージなし",
        Cause.ImageArchived => "アーカイブ済みのイメージ",
        Cause.WrongRegistry => "レジストリの指定誤り",
        Cause.PlatformMissing => "対応プラットフォームなし",
        Cause.CredentialsMissing => "認証情報なし",
        Cause.CredentialsExpired => "認証情報の期限切れ",
        Cause.EcrUnreachable => "ECR に到達不可",
        Cause.DnsFailure => "名前解決の失敗",
        Cause.TlsFailure => "TLS の失敗",
        Cause.Throttled => "スロットリング",
        Cause.EcrServerError => "ECR のサーバーエラー",
        Cause.TransferDamaged => "データの破損",
        Cause.KmsKeyUnusable => "KMS キーの利用不可",
        Cause.PullThroughCacheFailed => "プルスルーキャッシュの失敗",
        Cause.NodeDiskFull => "ノードの空き容量不足",
        Cause.InvalidImageName => "無効なイメージ名",
        Cause.NeverPull => "プル禁止の設定",
        Cause.SignatureInvalid => "署名の検証エラー",
        Cause.RegistryUnavailable => "レジストリの利用不可",
        Cause.NotEcr => "ECR 以外のイメージ",
        _ => "原因不明",
    };
}
