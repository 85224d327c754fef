namespace Remediator.Core.Wording;

internal static partial class JapanesePhrases
{
    /// <summary>The way from the node to ECR.</summary>
    private static Phrase[] Network =>
    [
        new("the node did not reach the registry; the way could not be looked at: {*}", "ノードからレジストリに到達できませんでした。経路は確認できていません（{0}）"),
        new("{*}; missing: {*}", "{0}。不足しているもの: {1}"),
        new("an outbound rule for TCP 443 in security group {} of the node", "ノードのセキュリティグループ {0} の TCP 443 のアウトバウンドルール"),
        new("an inbound rule for TCP 443 from {} in security group {} of endpoint {}", "エンドポイント {2} のセキュリティグループ {1} の、{0} からの TCP 443 のインバウンドルール"),
        new("an outbound rule in network ACL {} that allows TCP 443", "ネットワーク ACL {0} の TCP 443 を許可するアウトバウンドルール"),
        new("an inbound rule in network ACL {} that allows the answers, TCP 1024-65535", "ネットワーク ACL {0} の応答 (TCP 1024-65535) を許可するインバウンドルール"),
        new("enableDnsSupport=true on {}", "{0} の enableDnsSupport=true"),
        new("{*}: no hop is closed", "{0}: 閉じているホップはありません"),
        new("{*}: ? could not be told", "{0}: 「?」の箇所は判定できませんでした"),
        new("the policy of VPC endpoint {} ({}) denies {}", "VPC エンドポイント {0}（{1}）のポリシーが {2} を拒否しています"),
        new("the policy of VPC endpoint {} ({}) does not allow {}", "VPC エンドポイント {0}（{1}）のポリシーが {2} を許可していません"),
        new("no VPC endpoint with a policy of its own stands between the node and this", "経路上に独自のポリシーを持つ VPC エンドポイントはありません"),
        new("the policies of {} let the pull through", "{0} のポリシーはプルを許可しています"),
        new("{*}, or a default route to a NAT gateway in {}", "{0}、または {1} の NAT ゲートウェイへのデフォルトルート"),
        new("the interface endpoint {} with private DNS in {}", "{1} のプライベート DNS を有効にしたインターフェイスエンドポイント {0}"),
        new("a gateway endpoint for {} in route table {}", "ルートテーブル {1} の {0} のゲートウェイエンドポイント"),
        new("a default route to an internet gateway in {}, where NAT gateway {} stands", "NAT ゲートウェイ {1} があるサブネットのルートテーブル {0} の、インターネットゲートウェイへのデフォルトルート"),
        new("a public NAT gateway in place of {}, which is private", "プライベート NAT ゲートウェイ {0} に代わるパブリック NAT ゲートウェイ"),
        new("NAT gateway {} to be available, it is {}", "利用可能な NAT ゲートウェイ {0}（現在の状態: {1}）"),
        new("node {} → name server: enableDnsSupport of {} is on, so look at the name server that the node uses", "ノード {0} → ネームサーバー: {1} の enableDnsSupport は有効です。ノードが使用するネームサーバーを確認してください"),
        new("the policy of VPC endpoint {} ({}) denies {} (Sid \"{}\")", "VPC エンドポイント {0}（{1}）のポリシー（Sid「{3}」）が {2} を拒否しています"),
        new("the policy of VPC endpoint {} hinges on {}", "VPC エンドポイント {0} のポリシーの判定は {1} の値によります"),
        new("the registry is in {}, which VPC endpoints of {} do not serve: a proxy or firewall may stand before {}", "レジストリはリージョン {0} にあり、{1} の VPC エンドポイントの対象ではありません。{2} の手前にプロキシまたはファイアウォールがある可能性があります"),
        new("VPC endpoint {}: {*}", "VPC エンドポイント {0}: {1}"),
    ];
}
