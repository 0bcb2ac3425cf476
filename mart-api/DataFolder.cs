namespace PersonEtl.MartApi;

/// <summary>The installation's data folder, by the pipeline's rule: <c>PERSONETL_DATA</c>, else <c>.personetl</c> beside the solution or in the working folder.</summary>
internal sealed record DataFolder(string Path)
{
    /// <summary>Parquet exports, one folder a generation.</summary>
    public string Exports => System.IO.Path.Combine(Path, "exports");

    /// <summary>The private key of the tokens that this installation makes itself.</summary>
    public string TokenKey => System.IO.Path.Combine(Path, "keys", "token.pem");

    /// <summary>Where the pipeline's own cluster is, written by the pipeline when it starts one.</summary>
    public string ClusterState => System.IO.Path.Combine(Path, "pg", "state.json");

    public static DataFolder FromEnvironment() => From(Environment.GetEnvironmentVariable("PERSONETL_DATA"));

    public static DataFolder From(string? set) =>
        new(System.IO.Path.GetFullPath(string.IsNullOrWhiteSpace(set) ? System.IO.Path.Combine(SolutionFolder(), ".personetl") : set));

    private static string SolutionFolder()
    {
        foreach (var start in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(System.IO.Path.Combine(folder.FullName, "PersonEtl.sln"))) return folder.FullName;
            }
        }
        return Environment.CurrentDirectory;
    }
}
