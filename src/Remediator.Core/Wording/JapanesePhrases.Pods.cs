namespace Remediator.Core.Wording;

internal static partial class JapanesePhrases
{
    /// <summary>What the pods show.</summary>
    private static Phrase[] Pods =>
    [
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
    ];
}
