namespace PersonEtl.Etl.Database;

/// <summary>Server binaries of the distribution's package, installed without the cluster that the package would make.</summary>
internal static class AptBinaries
{
    /// <summary>Debian's postgresql-common reads this before it makes a cluster named main.</summary>
    private const string ClusterSettings = "/etc/postgresql-common/createcluster.d/personetl.conf";

    /// <summary>The binaries, installed now; null with the reason when that can't be.</summary>
    public static async Task<(ServerBinaries? Binaries, string Reason)> FindAsync(DatabaseSettings settings, Action<string> progress, CancellationToken cancellationToken)
    {
        if (ProgramOnPath.Find("apt-get", settings.SearchPath) is not { } apt) return (null, "apt-get is not on PATH");
        if (!Environment.IsPrivilegedProcess) return (null, "apt-get needs root");
        progress("Installing the distribution's postgresql through apt-get.");
        var options = new ChildOptions
        {
            Timeout = TimeSpan.FromMinutes(15),
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["DEBIAN_FRONTEND"] = "noninteractive" },
        };
        try
        {
            if (!File.Exists(ClusterSettings))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(ClusterSettings)!);
                await File.WriteAllTextAsync(ClusterSettings, "create_main_cluster = false\n", cancellationToken);
            }
            await ChildProcess.RunCheckedAsync(apt, ["update"], options, cancellationToken);
            await ChildProcess.RunCheckedAsync(apt, ["install", "-y", "--no-install-recommends", "postgresql"], options, cancellationToken);
        }
        catch (Exception e) when (e is ChildProcessException or IOException or UnauthorizedAccessException)
        {
            return (null, e.Message);
        }
        // the account postgres may exist only now
        return await MachineBinaries.FindAsync(settings with { BinariesFolder = null }, ServerUser.ForThisProcess(), major: null, cancellationToken);
    }
}
