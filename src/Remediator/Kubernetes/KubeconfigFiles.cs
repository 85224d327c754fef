using k8s;
using k8s.KubeConfigModels;

namespace Remediator.Kubernetes;

/// <summary>A kubeconfig of one or several files, as kubectl reads the list in <c>KUBECONFIG</c>: who is named first counts.</summary>
public static class KubeconfigFiles
{
    /// <param name="paths">One path, or several as in <c>PATH</c>; of several, those that do not exist are left out.</param>
    /// <exception cref="k8s.Exceptions.KubeConfigException">It is no kubeconfig.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="YamlDotNet.Core.YamlException">A file is no YAML.</exception>
    public static async Task<K8SConfiguration> LoadAsync(string paths)
    {
        var files = paths.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (files is not [_, _, ..])
            return await ReadAsync(paths);
        var configs = await Task.WhenAll(files.Where(File.Exists).Select(ReadAsync));
        foreach (var config in configs)
            MakeAbsolute(config);
        return new()
        {
            CurrentContext = configs.Select(config => config.CurrentContext).FirstOrDefault(context => !string.IsNullOrEmpty(context)),
            Contexts = [.. configs.SelectMany(config => config.Contexts ?? []).DistinctBy(one => one.Name)],
            Clusters = [.. configs.SelectMany(config => config.Clusters ?? []).DistinctBy(one => one.Name)],
            Users = [.. configs.SelectMany(config => config.Users ?? []).DistinctBy(one => one.Name)],
        };
    }

    // the library says in its own words that there is no file, and ours are in both languages
    private static Task<K8SConfiguration> ReadAsync(string path) => File.Exists(path)
        ? KubernetesClientConfiguration.LoadKubeConfigAsync(new FileInfo(path), useRelativePaths: true)
        : throw new FileNotFoundException(null, path);

    /// <summary>A path in a file is one from that file's folder, which the merged whole does not have.</summary>
    private static void MakeAbsolute(K8SConfiguration config)
    {
        var folder = Path.GetDirectoryName(config.FileName) ?? "";
        foreach (var cluster in (config.Clusters ?? []).Select(one => one.ClusterEndpoint).OfType<ClusterEndpoint>())
            cluster.CertificateAuthority = Absolute(folder, cluster.CertificateAuthority);
        foreach (var user in (config.Users ?? []).Select(one => one.UserCredentials).OfType<UserCredentials>())
            (user.ClientCertificate, user.ClientKey) = (Absolute(folder, user.ClientCertificate), Absolute(folder, user.ClientKey));
    }

    private static string? Absolute(string folder, string? path) => string.IsNullOrEmpty(path) ? path : Path.Combine(folder, path);
}
