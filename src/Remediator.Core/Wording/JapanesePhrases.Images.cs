namespace Remediator.Core.Wording;

internal static partial class JapanesePhrases
{
    /// <summary>What an image reference says, and what ECR holds of it.</summary>
    private static Phrase[] Images =>
    [
        new("{} is in the private registry {}, region {}, repository {}", "{0} は、プライベートレジストリ {1}（リージョン {2}）のリポジトリ {3} にあるイメージです"),
        new("{} is not an image of a private ECR registry: {*}", "{0} はプライベート ECR レジストリのイメージではありません（{1}）"),
        new("\"{}\" is no image reference: {*}", "「{0}」はイメージ参照ではありません（{1}）"),
        new("public.ecr.aws is the public gallery, which has no repository policy of ours", "public.ecr.aws はパブリックギャラリーで、このアカウントのリポジトリポリシーはありません"),
        new("account id has {} digits in \"{}\", an ECR registry's has 12", "「{1}」のアカウント ID は {0} 桁です。ECR レジストリのアカウント ID は 12 桁です"),
        new("registry \"{}\" is not a private ECR registry", "レジストリ「{0}」はプライベート ECR レジストリではありません"),
        new("repository {} holds {*}, but archived: an archived image is not served", "リポジトリ {0} に{1} がありますが、アーカイブ済みのためプルできません"),
        new("repository {} holds {*}", "リポジトリ {0} に{1} があります"),
        new("repository {} has no {*} and holds no image at all", "リポジトリ {0} に{1} はなく、イメージが 1 つもありません"),
        new("repository {} has no {*}; nearest: {}; newest: {}", "リポジトリ {0} に{1} はありません（似たタグ: {2}、最新: {3}）"),
        new("repository {} has no {*}; newest: {}", "リポジトリ {0} に{1} はありません（最新: {2}）"),
        new("tag {}", "タグ {0}"),
        new("digest {}", "ダイジェスト {0}"),
        new("repository {} has no policy of its own", "リポジトリ {0} にリポジトリポリシーはありません"),
        new("repository {} has no {*}", "リポジトリ {0} に{1} はありません"),
        new("registry {} in {} has no repository {}", "レジストリ {0}（{1}）にリポジトリ {2} はありません"),
        new("a repository {} exists in account {}, region {}", "リポジトリ {0} は、アカウント {1} のリージョン {2} に存在します"),
        new("the pull-through cache rule {} should have brought it from {}, without credentials", "プルスルーキャッシュルール {0} が {1} から取得するはずでした（認証情報なし）"),
        new("the pull-through cache rule {} should have brought it from {}, with the secret {}", "プルスルーキャッシュルール {0} が {1} から取得するはずでした（シークレット {2}）"),
        new("no identity policy of the pulling role allows {} and {}, which filling the cache needs", "プルするロールのアイデンティティベースのポリシーが、キャッシュの取得に必要な {0} と {1} を許可していません"),
        new("no identity policy of the pulling role allows {}, which filling the cache needs", "プルするロールのアイデンティティベースのポリシーが、キャッシュの取得に必要な {0} を許可していません"),
        new("ECR does not hand out the manifest: {}; the repository is encrypted with {}", "ECR がマニフェストを返しません（{0}）。リポジトリは {1} で暗号化されています"),
        new("ECR does not hand out the manifest: {}", "ECR がマニフェストを返しません（{0}）"),
        new("ECR hands out the manifest, which is for one platform only", "ECR はマニフェストを返します（単一プラットフォーム向け）"),
        new("it was built for {}", "ビルド対象のプラットフォーム: {0}"),
        new("the node's platform is not known", "ノードのプラットフォームは不明です"),
        new("the node is {}, which is not among them", "ノードは {0} で、ビルド対象に含まれていません"),
        new("the node is {}", "ノードは {0} です"),
        new("image is empty", "イメージ名が空です"),
        new("digest \"{}\" is not sha256: with 64 lower-case hex digits, sha384: with 96 or sha512: with 128", "ダイジェスト「{0}」の形式が正しくありません"),
        new("tag \"{}\" is not 1 to 128 letters, digits, '_', '.' or '-'", "タグ「{0}」は、英数字、「_」「.」「-」からなる 128 文字以内ではありません"),
        new("registry \"{}\" is not a host name with an optional port", "レジストリ「{0}」はホスト名（とポート）の形式ではありません"),
        new("repository \"{}\" must be lower case", "リポジトリ「{0}」は小文字でなければなりません"),
        new("repository \"{}\" is not lower-case words joined by '/', '.', '_', '__' or '-'", "リポジトリ「{0}」に使用できない文字が含まれています"),
        new("repository name is longer than 255 characters", "リポジトリ名が 255 文字を超えています"),
        new("a repository {} exists in {}", "リポジトリ {0} は {1} に存在します"),
        new("the pull-through cache rule {} should have brought it from {}", "プルスルーキャッシュルール {0} が {1} から取得するはずでした"),
        new("the manifest is not JSON: {}", "マニフェストが JSON ではありません（{0}）"),
        new("neither a manifest nor a failure", "マニフェストもエラーも返されませんでした"),
        new("the node does not tell its platform", "ノードからプラットフォームを確認できません"),
    ];
}
