namespace PersonEtl.Etl.Sources.Fetching;

/// <summary>
/// Where the answers of one fetch are gathered: beside the sources, so that no half fetch is ever taken for a delivery.
/// It is gone afterwards, whatever happens; what a fetch that was killed left behind goes a day later.
/// </summary>
internal sealed class FetchFolder : IDisposable
{
    private const string Unfinished = ".fetching-";

    public FetchFolder(Landing landing, TimeProvider time)
    {
        if (Directory.Exists(landing.Folder))
        {
            foreach (var left in new DirectoryInfo(landing.Folder).EnumerateDirectories(Unfinished + "*"))
            {
                if (left.LastWriteTimeUtc < time.GetUtcNow().UtcDateTime.AddDays(-1)) left.Delete(recursive: true);
            }
        }
        // messages name its last part
        Path = System.IO.Path.Combine(landing.Folder, Unfinished + Guid.NewGuid().ToString("N"), "fetched");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(System.IO.Path.GetDirectoryName(Path)!, recursive: true);
}
