namespace Remediator.Core.Wording;

internal static partial class JapanesePhrases
{
    private const string Arrow = " → ";

    private static readonly Phrase[] s_hops = Sorted(Hops);

    /// <summary>A way that is drawn as hops, <c>a → b ✗</c>, if one of them is known; ids stay as they are.</summary>
    private static string? Way(string english)
    {
        var hops = english.Split(Arrow);
        var told = hops.Select(Hop).ToArray();
        return hops.Length > 1 && !hops.SequenceEqual(told) ? string.Join(Arrow, told) : null;
    }

    private static string Hop(string english) => First(s_hops, english, Hop) ?? english;

    private static Phrase[] Hops =>
    [
        new("{*} ✗", "{0} ✗"),
        new("{*} ?", "{0} ?"),
        new("{*}, some addresses to {}", "{0}、一部の宛先は {1} 経由"),
        new("node {}", "ノード {0}"),
        new("name server of {} (enableDnsSupport is off)", "{0} のネームサーバー（enableDnsSupport が無効）"),
        new("{} (443 out closed)", "{0}（443 のアウトバウンドが不許可）"),
        new("{} (443 out to some addresses)", "{0}（443 のアウトバウンドは一部の宛先だけ許可）"),
        new("{} ({}: 443 out denied)", "{0}（{1}: 443 のアウトバウンドを拒否）"),
        new("{} ({}: answers denied)", "{0}（{1}: 応答の通信を拒否）"),
        new("{} ({} allows some addresses or ports)", "{0}（{1} は一部の宛先またはポートだけ許可）"),
        new("{} (443 in from {} closed)", "{0}（{1} からの 443 のインバウンドが不許可）"),
        new("{} (who is admitted is not known)", "{0}（許可される送信元は不明）"),
        new("security groups of the endpoint: not read", "エンドポイントのセキュリティグループ: 未確認"),
        new("security groups", "セキュリティグループ"),
        new("route table: not read", "ルートテーブル: 未確認"),
        new("{} (not read)", "{0}（未確認）"),
        new("{} (private)", "{0}（プライベート）"),
        new("{} (blackhole)", "{0}（ブラックホール）"),
        new("{} (no default route)", "{0}（デフォルトルートなし）"),
        new("{} (the node has no public address)", "{0}（ノードにパブリック IP アドレスがありません）"),
        new("{} (a private NAT gateway has no public address)", "{0}（プライベート NAT ゲートウェイにはパブリック IP アドレスがありません）"),
        new("{} (what lies behind it is not seen from here)", "{0}（この先は確認できません）"),
        new("{} endpoint: not read", "{0} エンドポイント: 未確認"),
        new("{} endpoint: none", "{0} エンドポイント: なし"),
        new("{} endpoint {}: not in this route table", "{0} エンドポイント {1}: このルートテーブルに関連付けられていません"),
        new("{} endpoint {}: without private DNS", "{0} エンドポイント {1}: プライベート DNS が無効"),
        new("{} endpoint {}: its private DNS is not in force, {*}", "{0} エンドポイント {1}: プライベート DNS が機能していません（{2}）"),
        new("enableDnsSupport is off", "enableDnsSupport が無効"),
        new("enableDnsHostnames is off", "enableDnsHostnames が無効"),
        new("{} endpoint {}", "{0} エンドポイント {1}"),
    ];
}
