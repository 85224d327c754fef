using Remediator.EndToEnd.Tests.Template;

namespace Remediator.EndToEnd.Tests.Build;

/// <summary>The sources in a folder of their own, so that a restore does not touch the build that runs this test.</summary>
public sealed class OtherSdkTests : IDisposable
{
    private readonly DirectoryInfo _copy = Directory.CreateTempSubdirectory("remediator-build-");

    public void Dispose() => _copy.Delete(recursive: true);

    [Fact]
    public async Task An_SDK_of_another_patch_restores_what_the_lock_files_hold()
    {
        CopySources();
        // an SDK brings the compiler's packs of its own patch; this stands for one that was released later
        var otherPatch = Path.Combine(_copy.FullName, "other-patch.targets");
        await File.WriteAllTextAsync(otherPatch, """
            <Project>
              <ItemGroup>
                <KnownILCompilerPack Update="@(KnownILCompilerPack)" ILCompilerPackVersion="10.0.99" />
                <KnownILLinkPack Update="@(KnownILLinkPack)" ILLinkPackVersion="10.0.99" />
              </ItemGroup>
            </Project>
            """, TestContext.Current.CancellationToken);
        var restore = await ExternalTool.RunAsync("dotnet",
            ["restore", Path.Combine(_copy.FullName, "src", "Remediator"), "--locked-mode", "-p:NativeAot=true",
                $"-p:CustomBeforeDirectoryBuildTargets={otherPatch}"]);
        Assert.True(restore.IsSuccess, restore.StandardOutput);
    }

    [Fact]
    public async Task Publishing_with_packages_of_an_unknown_kind_is_refused_and_says_what_is_accepted()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "make is what sam build calls on Linux");
        var make = await ExternalTool.RunAsync("make", ["-C", Repository.PathOf(), "publish", "AWS_PACKAGES=amazon"]);
        Assert.False(make.IsSuccess);
        Assert.Contains("AWS_PACKAGES is \"amazon\"; accepted: official, stand-ins", make.StandardError, StringComparison.Ordinal);
    }

    private void CopySources()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf(), "*.*")
            .Where(file => Path.GetExtension(file) is ".props" or ".targets" or ".json"))
            File.Copy(file, Path.Combine(_copy.FullName, Path.GetFileName(file)));
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("src"), "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith("proj", StringComparison.Ordinal) || file.EndsWith(".props", StringComparison.Ordinal)
                || file.EndsWith(".lock.json", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(_copy.FullName, Path.GetRelativePath(Repository.PathOf(), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
