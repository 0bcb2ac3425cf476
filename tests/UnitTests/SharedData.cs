namespace PersonEtl.UnitTests;

/// <summary>Real register data that may lie beside the solution's folder, in <c>../shared/data</c>.</summary>
internal static class SharedData
{
    public static string? Folder { get; } = Find();

    public static string Path(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Folder ?? throw new InvalidOperationException("There is no shared data here; use SharedDataFact."), .. parts]);

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(System.IO.Path.Combine(folder.FullName, "PersonEtl.sln"))) continue;
            var data = System.IO.Path.Combine(folder.Parent?.FullName ?? "", "shared", "data");
            return Directory.Exists(data) ? data : null;
        }
        return null;
    }
}
