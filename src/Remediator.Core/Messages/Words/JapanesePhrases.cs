namespace Remediator.Core;

/// <summary>
/// The sentences that reasons and evidence are made of. The machine payload keeps them in English, so a reader of it finds
/// the Japanese by the English, as a message catalogue does. A text that is not here, an event's own words say, stays as it is.
/// </summary>
internal static class JapanesePhrases
{
    // the one that says most of a text says it best
    private static readonly Phrase[] s_phrases = [.. All.OrderByDescending(phrase => phrase.Said)];

    /// <summary>The text as it stands where it is none of these sentences.</summary>
    public static string Of(string english) => Known(english) ?? Parts(english) ?? english;

    private static string? Known(string english) => s_phrases.Select(phrase => phrase.Of(english, Of)).FirstOrDefault(told => told is not null);

    /// <summary>Several sentences in one.</summary>
    private static string? Parts(string english)
    {
        var parts = english.Split("; ");
        return parts.Length > 1 && parts.All(part => Known(part) is not null) ? string.Join('。', parts.Select(part => Known(part)!.TrimEnd('。'))) : null;
    }

    private static Phrase[] All =>
    [
        .. Enum.GetValues<Cause>().Select(cause => new Phrase(EnglishCauses.Of(cause, Named.Nothing).NextStep, JapaneseCauses.Of(cause, Named.Nothing).NextStep)),

        // pod status
        new("pod {} waits for the image of container {}; {*}", "Pod {0} のコンテナ {1} がイメージのプルを待っています。{2}"),
        new("{} containers of {} workloads wait for this image, the first in pod {}; {*}", "{1} 個のワークロードの {0} 個のコンテナがこのイメージのプルを待っています（先頭は Pod {2}）。{3}"),
        new("{*}, so this node and its subnet come first", "{0}（まずこのノードとサブネットを確認してください）"),
        new("{*}; {} other node gets answers from this registry", "{0}。ほかの {1} 台のノードはこのレジストリから応答を得ています"),
        new("{*}; {} other nodes get answers from this registry", "{0}。ほかの {1} 台のノードはこのレジストリから応答を得ています"),
        new("no other pod that was looked at fails this way", "確認した範囲で、同じ失敗をしている Pod はほかにありません"),
        new("{} pods fail this way, all on one node", "{0} 個の Pod が同じ失敗をしており、すべて 1 台のノード上にあります"),
        new("{} pods on {} nodes fail this way, all for this repository", "{1} 台のノード上の {0} 個の Pod が同じ失敗をしており、すべてこのリポジトリのプルです"),
        new("{} pods on {} nodes fail this way for {} repositories, all on nodes of one group", "{2} 個のリポジトリについて {1} 台のノード上の {0} 個の Pod が同じ失敗をしており、すべて 1 つのノードグループです"),
        new("{} pods on {} nodes fail this way for {} repositories: the whole registry, as far as was looked", "{2} 個のリポジトリについて {1} 台のノード上の {0} 個の Pod が同じ失敗をしています（確認した範囲では、レジストリ全体です）"),
        new("{} running containers of {} workloads use this image, the first in pod {}", "{1} 個のワークロードの {0} 個の実行中コンテナがこのイメージを使用しています（先頭は Pod {2}）"),
        new("nothing has failed yet: the nodes have the image", "ノードにイメージがあるため、まだ失敗していません"),

        // image reference and image
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
        new("no identity policy of the pulling role allows {}, which filling the cache needs", "プルするロールのアイデンティティベースのポリシーが、キャッシュの取得に必要な {0} を許可していません"),
        new("ECR does not hand out the manifest: {}; the repository is encrypted with {}", "ECR がマニフェストを返しません（{0}）。リポジトリは {1} で暗号化されています"),
        new("ECR does not hand out the manifest: {}", "ECR がマニフェストを返しません（{0}）"),
        new("ECR hands out the manifest, which is for one platform only", "ECR はマニフェストを返します（単一プラットフォーム向け）"),
        new("it was built for {}", "ビルド対象のプラットフォーム: {0}"),
        new("the node's platform is not known", "ノードのプラットフォームは不明です"),
        new("the node is {}, which is not among them", "ノードは {0} で、ビルド対象に含まれていません"),
        new("the node is {}", "ノードは {0} です"),

        // who pulls, and what it may do
        new("{} pulls ({*})", "{0} がプルします（{1}）"),
        new("node group {}, by the node's label; its instance is not known: {*}", "ノードグループ {0}（ノードのラベルによる。インスタンスは未確認: {1}）"),
        new("node group {}", "ノードグループ {0}"),
        new("instance profile {} of instance {}", "インスタンス {1} のインスタンスプロファイル {0}"),
        new("EKS Auto Mode node role", "EKS Auto Mode のノードロール"),
        new("Fargate profile {}", "Fargate プロファイル {0}"),
        new("service account {} (annotation)", "サービスアカウント {0} のアノテーション"),
        new("not judged: it is not known who pulls", "プルする主体が不明のため、判定していません"),
        new("it is not known who pulls", "プルする主体が不明です"),
        new("the policies of {} allow the pull", "{0} のポリシーはプルを許可しています"),
        new("the policies of {} do not allow {}", "{0} のポリシーは {1} を許可していません"),
        new("{} may call {}", "{0} は {1} を呼び出せます"),
        new("{} may not call {}", "{0} は {1} を呼び出せません"),
        new("statement {} (Sid \"{}\") of the {*} denies the pull", "{2}のステートメント {0}（Sid「{1}」）がプルを拒否しています"),
        new("statement {} of the {*} denies the pull", "{1}のステートメント {0} がプルを拒否しています"),
        new("repository policy", "リポジトリポリシー"),
        new("role's policy", "ロールのポリシー"),
        new("permissions boundary", "アクセス許可の境界"),
        new("no statement of the policy allows {}, a role of another account, to pull", "別アカウントのロール {0} にプルを許可するステートメントがありません"),
        new("the policy hinges on what is not known here", "判定に必要な条件の値が不明です"),
        new("hinges on what is not known here", "判定に必要な条件の値が不明です"),
        new("no statement of the policy denies the pull", "プルを拒否するステートメントはありません"),
        new("{} never stands in a repository policy", "{0} はリポジトリポリシーでは指定できません"),
        new("service control policies, resource control policies and session policies cannot be read from here", "サービスコントロールポリシー、リソースコントロールポリシー、セッションポリシーはここからは読み取れません"),
        new("service control policies: only the organization's management account can read them", "サービスコントロールポリシー (SCP): 組織の管理アカウントだけが読み取れます"),
        new("resource control policies: only the organization's management account can read them", "リソースコントロールポリシー (RCP): 組織の管理アカウントだけが読み取れます"),
        new("session policies: they are given when the role is assumed and kept nowhere", "セッションポリシー: ロールを引き受けるときに渡され、どこにも保存されません"),
        new("condition key {}: not known for this pull", "条件キー {0}: このプルでの値は不明です"),
        new("{*}, which agrees", "{0}（判定と一致）"),
        new("{*}, but {*}", "{0}。ただし、{1}"),
        new("IAM itself names a Deny in a {} to {}", "IAM のエラーは、{1} に対する {0} の明示的な拒否を示しています"),
        new("IAM itself names a Deny in a {}", "IAM のエラーは、{0} の明示的な拒否を示しています"),
        new("IAM itself names the missing Allow of a {} to {}", "IAM のエラーは、{1} に対する {0} の許可がないことを示しています"),
        new("IAM itself names the missing Allow of a {}", "IAM のエラーは、{0} の許可がないことを示しています"),
        new("IAM itself refuses {} to {}", "IAM のエラーは、{1} に対する {0} の拒否を示しています"),
        new("IAM itself refuses {}", "IAM のエラーは、{0} の拒否を示しています"),
        new("the pulling role was found to be {}", "プルするロールは {0} と判定されました"),
        new("the policies as they stand now were judged to come to {}", "現在のポリシーからは {0} と判定されました"),
        new("the registry answered \"not found\", not \"denied\"", "レジストリの応答は「拒否」ではなく「存在しない」でした"),
        new("the registry was not reached, so no permission was asked", "レジストリに到達していないため、アクセス許可は評価されていません"),
        new("the text does not speak of permissions", "エラーの内容はアクセス許可に関するものではありません"),
        new("the manifest was served, so the pull is allowed", "マニフェストは取得できたため、プルは許可されています"),
        new("ECR served the manifest, so the pull is allowed", "マニフェストは取得できたため、プルは許可されています"),
        new("this image is not asked of ECR", "ECR に問い合わせるイメージではありません"),

        // what only the node sees
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

        // network
        new("the node did not reach the registry; the way could not be looked at: {*}", "ノードからレジストリに到達できませんでした。経路は確認できていません（{0}）"),
        new("{}; missing: {}", "{0}。不足しているもの: {1}"),
        new("{}: no hop is closed", "{0}: 閉じているホップはありません"),
        new("{}: ? could not be told", "{0}: ? は判定できませんでした"),
        new("the policy of VPC endpoint {} ({}) denies {}", "VPC エンドポイント {0}（{1}）のポリシーが {2} を拒否しています"),
        new("the policy of VPC endpoint {} ({}) does not allow {}", "VPC エンドポイント {0}（{1}）のポリシーが {2} を許可していません"),
        new("no VPC endpoint with a policy of its own stands between the node and this", "経路上に独自のポリシーを持つ VPC エンドポイントはありません"),
        new("the policies of {} let the pull through", "{0} のポリシーはプルを許可しています"),

        // what could not be read
        new("image: {*}", "イメージ: {0}"),
        new("puller: {*}", "プルする主体: {0}"),
        new("node: {*}", "ノード: {0}"),
        new("network: {*}", "ネットワーク: {0}"),
        new("manifest: {*}", "マニフェスト: {0}"),
        new("repository policy: {*}", "リポジトリポリシー: {0}"),
        new("identity policies: {*}", "アイデンティティベースのポリシー: {0}"),
        new("permissions boundary: {*}", "アクセス許可の境界: {0}"),
        new("encryption key: {*}", "暗号化キー: {0}"),
        new("pull-through cache rules: {*}", "プルスルーキャッシュルール: {0}"),
        new("the same repository elsewhere: {*}", "別の場所にある同名リポジトリ: {0}"),
        new("VPC endpoint policies: {*}", "VPC エンドポイントポリシー: {0}"),
        new("access denied, our role needs {}", "アクセスが拒否されました。このプログラムのロールに {0} が必要です"),
        new("access denied, our role may not {} in the cluster", "クラスターへのアクセスが拒否されました（操作: {0}）"),
        new("throttled while calling {}", "{0} の呼び出しがスロットリングされました"),
        new("{} did not answer in time", "{0} が時間内に応答しませんでした"),
        new("{} failed with {}", "{0} が {1} で失敗しました"),
        new("not asked, the text does not speak of the network", "エラーの内容がネットワークに関するものではないため、確認していません"),

        // plans
        new("a statement of the repository policy denies the pull, and its owner allows this program to patch it", "リポジトリポリシーのステートメントがプルを拒否しており、所有者はこのプログラムによる修正を許可しています"),
        new("nothing fails yet, and whoever changed the repository may have meant it", "まだ障害は起きておらず、リポジトリの変更は意図的なものかもしれません"),
        new("no statement of the repository policy has to change", "変更が必要なリポジトリポリシーのステートメントはありません"),
        new("the pull would still be denied after this change, so it is not made", "この変更をしてもプルは拒否されたままになるため、変更しません"),
        new("whether the owner of repository {} allows a patch could not be read: {*}", "リポジトリ {0} の所有者が修正を許可しているかどうかを確認できませんでした（{1}）"),
        new("the owner of repository {} has not allowed patches: neither the tag {} nor PATCHABLE_REPOSITORIES names it", "リポジトリ {0} の所有者が修正を許可していません（タグ {1} がなく、PATCHABLE_REPOSITORIES にも指定されていません）"),
        new("who pulls is only hinted at ({*}), not proved by the node", "プルする主体は推定（{0}）であり、ノード側からは確認できていません"),
        new("whether the image exists could not be read: {*}", "イメージの有無を確認できませんでした（{0}）"),
        new("the image cannot be served, so the pull would fail all the same", "イメージを提供できないため、変更してもプルは失敗します"),
        new("the policies of {} could not be read: {*}", "{0} のポリシーを確認できませんでした（{1}）"),
        new("the permissions boundary of {} could not be read: {*}", "{0} のアクセス許可の境界を確認できませんでした（{1}）"),
        new("it is not known which role this program runs as: {*}", "このプログラムの実行ロールを確認できませんでした（{0}）"),
        new("whether the pull would be allowed hinges on {}", "プルが許可されるかどうかは {0} の値によります"),
        new("the result has {} characters, ECR takes {}", "変更後のポリシーは {0} 文字で、ECR の上限 {1} 文字を超えます"),
        new("the result would also change {} for \"{}\"", "変更すると「{1}」の {0} の判定も変わります"),
        new("the result denies {} to \"{}\", which writes it", "変更後のポリシーは、書き込みを行う「{1}」の {0} を拒否します"),
        new("flip-effect changes one statement, and {} deny", "flip-effect で変更できるステートメントは 1 つですが、{0} つのステートメントが拒否しています"),
        new("flip-effect allows the role: {}", "flip-effect により、次のアクションがこのロールに許可されます: {0}"),
        new("{*} goes on denying ecr:BatchCheckLayerAvailability, which a pull does not need", "{0}は、プルに不要な ecr:BatchCheckLayerAvailability を引き続き拒否します"),
        new("{*} denies \"{}\", not this role alone; the exemption binds to the ARN \"{}\", not to the role's id", "{0}は、このロールだけでなく「{1}」を拒否しています。例外はロール ID ではなく ARN「{2}」に対するものです"),
        new("{*} denies \"{}\", expanded to the actions of {}; actions that AWS adds later would no longer be denied to this role", "{0}は「{1}」を拒否しています（{2} 時点のアクションに展開）。AWS が今後追加するアクションは、このロールに対して拒否されなくなります"),
        new("{*} denies under a condition, it would not deny where this does not hold: {}", "{0}は条件付きで拒否しています。次の条件が満たされない場合は拒否しません: {1}"),
        new("{*} denies by NotPrincipal", "{0}は NotPrincipal で拒否しています"),
        new("{*} denies by NotAction", "{0}は NotAction で拒否しています"),
        new("{*} is protected by \"{}\"", "{0}は「{1}」によって保護されています"),
        new("{*} has the unknown element \"{}\"", "{0}には不明な要素「{1}」があります"),
        new("statement {} (\"{}\")", "ステートメント {0}（「{1}」）"),
        new("statement {}", "ステートメント {0}"),

        // the time line
        new("the function was started by the alarm", "アラームにより関数が起動しました"),
        new("{} was called on {}", "{1} に対して {0} を呼び出しました"),
        new("people were told", "担当者に通知しました"),
        new("the pods run", "Pod が稼働しています"),
        new("the pods do not run yet", "Pod はまだ稼働していません"),

        // outcomes
        new("the repository policy was changed and read back", "リポジトリポリシーを変更し、読み戻して確認しました"),
        new("{*}; the image was pulled and the pod is ready", "{0}。イメージがプルされ、Pod は Ready です"),
        new("{*}; the image was pulled, the pod is not ready yet", "{0}。イメージはプルされましたが、Pod はまだ Ready ではありません"),
        new("{*}; no pull was seen within {} s, the kubelet tries again by itself within 5 minutes", "{0}。{1} 秒以内のプルは確認できませんでした。kubelet が 5 分以内に自動で再試行します"),
        new("{*}; whether the image was pulled could not be seen: {*}", "{0}。イメージがプルされたかどうかを確認できませんでした（{1}）"),
        new("the workload could not be watched: {*}", "ワークロードを監視できませんでした（{0}）"),
        new("{*}; the old policy was put back and read back", "{0}。元のポリシーに戻し、読み戻して確認しました"),
        new("{*}; the old policy could not be put back: {*}", "{0}。元のポリシーに戻せませんでした（{1}）"),
        new("{*}; the old policy could not be put back", "{0}。元のポリシーに戻せませんでした"),
        new("{*}; someone else changed the policy since the patch, so it was not put back", "{0}。修正後に他者がポリシーを変更したため、元に戻していません"),
        new("{} pulls that began more than {} s after the write failed with {} again", "書き込みから {1} 秒以上たって始まったプルが {0} 回、再び {2} で失敗しました"),
        new("the policy already says what it should", "ポリシーはすでに正しい内容です"),
        new("the policy was changed by someone else since it was judged; nothing of theirs was overwritten", "判定後に他者がポリシーを変更したため、上書きしていません"),
        new("{} s are left, too few to write, verify for {} s and put back; the next event tries again", "残り {0} 秒では、書き込み、{1} 秒の確認、復元に足りません。次のイベントで再試行します"),
        new("this process has patched another repository already, and without INCIDENT_TABLE it patches only one", "このプロセスはすでに別のリポジトリを修正しています。INCIDENT_TABLE がない場合、修正できるのは 1 つだけです"),
        new("nothing was restarted (RESTART_WORKLOADS=off)", "再起動は行っていません (RESTART_WORKLOADS=off)"),
        new("{} stuck pods of {} were evicted", "{1} の停滞した Pod {0} 個を退避させました"),
        new("{} was restarted at {}", "{0} を {1} に再起動しました"),
        new("{} was restarted", "{0} を再起動しました"),
        new("{} was not restarted: {*}", "{0} は再起動していません（{1}）"),
        new("nothing was changed: {*}", "何も変更していません（{0}）"),
    ];
}
