namespace PersonEtl.Etl.Run;

/// <summary>
/// Where this installation keeps what it makes: everything below one data folder, <c>PERSONETL_DATA</c>,
/// which is <c>.personetl</c> beside the solution (or in the working folder) unless it is set.
/// </summary>
internal sealed record Folders(string Data)
{
    /// <summary>Deliveries, one folder a source, one folder below it a delivery.</summary>
    public string Landing => Path.Combine(Data, "landing");

    /// <summary>Parquet exports, one folder a generation.</summary>
    public string Exports { get; init; } = Path.Combine(Data, "exports");

    /// <summary>Secrets of this installation: the key behind <c>person_id</c>, the local token key pair.</summary>
    public string Keys => Path.Combine(Data, "keys");

    /// <summary>What can be made anew from deliveries; it may be emptied at any time.</summary>
    public string Cache => Path.Combine(Data, "cache");

    /// <summary>The private PostgreSQL cluster, one folder a major version.</summary>
    public string Postgres => Path.Combine(Data, "pg");

    /// <summary>Makes the folders that hold persons' data or secrets, for the account that runs this alone.</summary>
    public Folders Make()
    {
        foreach (var folder in new[] { Landing, Exports, Keys })
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else if (!Directory.Exists(folder)) Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        return this;
    }

    public static Folders FromEnvironment()
    {
        var set = Environment.GetEnvironmentVariable("PERSONETL_DATA");
        return new(Path.GetFullPath(string.IsNullOrWhiteSpace(set) ? Path.Combine(SolutionFolder(), ".personetl") : set));
    }

    private static string SolutionFolder()
    {
        foreach (var start in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "PersonEtl.sln"))) return folder.FullName;
            }
        }
        return Environment.CurrentDirectory;
    }
}
