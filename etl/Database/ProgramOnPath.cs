namespace PersonEtl.Etl.Database;

/// <summary>Looks programs up as a shell would.</summary>
internal static class ProgramOnPath
{
    public static string? Find(string name, string searchPath)
        => OperatingSystem.IsWindows() ? All(name + ".exe", searchPath).Concat(All(name + ".cmd", searchPath)).FirstOrDefault() : All(name, searchPath).FirstOrDefault();

    public static IEnumerable<string> All(string file, string searchPath)
        => searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathRooted)
            .Select(folder => Path.Combine(folder, file)).Where(File.Exists);
}
