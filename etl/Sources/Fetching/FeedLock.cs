namespace PersonEtl.Etl.Sources.Fetching;

/// <summary>Held while a feed is fetched into a landing folder: two fetches at once would land the same changes twice, and the chain would not hold.</summary>
internal sealed class FeedLock : IDisposable
{
    private readonly FileStream file;

    /// <exception cref="BadInputException">Another fetch holds it.</exception>
    public FeedLock(Landing landing, SourceName source)
    {
        var folder = Directory.CreateDirectory(Path.Combine(landing.Folder, ".fetched")).FullName;
        try
        {
            file = new(Path.Combine(folder, source.Text() + ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new BadInputException("fetch-under-way", $"{source.Text()}: another fetch of it into this landing folder is under way. Nothing was landed by this one.", e);
        }
    }

    public void Dispose() => file.Dispose();
}
