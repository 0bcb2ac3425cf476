using System.Globalization;

namespace PersonEtl.Etl.Database;

/// <summary>Lets one process at a time start or stop the server; the system lets go of it however the process ends.</summary>
internal sealed class StartLock : IDisposable
{
    private readonly FileStream file;

    private StartLock(FileStream file) => this.file = file;

    /// <summary>Waits for the lock file and takes it; <c>.pid</c> beside it names the holder.</summary>
    /// <exception cref="NoDatabaseException">Another process held it for longer than <paramref name="limit"/>.</exception>
    public static async Task<StartLock> TakeAsync(string path, TimeSpan limit, Action<string> progress, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var first = true; ; first = false)
        {
            if (TryTake(path) is { } taken) return taken;
            if (first) progress($"Another process, {Holder(path)}, is starting or stopping PostgreSQL; waiting for it.");
            if (TimeProvider.System.GetElapsedTime(started) > limit) throw new NoDatabaseException($"Another process, {Holder(path)}, has been starting or stopping PostgreSQL for more than {limit.TotalMinutes:0} minutes. End it, or set PERSONETL_PG.");
            await Task.Delay(100, cancellationToken);
        }
    }

    /// <summary>Who holds the lock, or held it last, in words. It stands in a file of its own, since a locked file can't be read.</summary>
    public static string Holder(string path) => File.Exists(path + ".pid") ? "number " + File.ReadAllText(path + ".pid") : "of unknown number";

    public void Dispose() => this.file.Dispose();

    private static StartLock? TryTake(string path)
    {
        FileStream file;
        try
        {
            file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
        File.WriteAllText(path + ".pid", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new(file);
    }
}
