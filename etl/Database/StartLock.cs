using System.Globalization;

namespace PersonEtl.Etl.Database;

/// <summary>Lets one process at a time start or stop the server; the system lets go of it however the process ends.</summary>
internal sealed class StartLock : IDisposable
{
    private readonly FileStream _file;

    private StartLock(FileStream file) => _file = file;

    /// <summary>Waits for the lock file and takes it; its content is the holder's process id.</summary>
    /// <exception cref="NoDatabaseException">Another process held it for longer than <paramref name="limit"/>.</exception>
    public static async Task<StartLock> TakeAsync(string path, TimeSpan limit, Action<string> progress, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var first = true; ; first = false)
        {
            if (TryTake(path) is { } taken) return taken;
            if (first) progress($"Another process ({Holder(path)}) is starting or stopping PostgreSQL; waiting for it.");
            if (TimeProvider.System.GetElapsedTime(started) > limit) throw new NoDatabaseException($"Another process ({Holder(path)}) has been starting or stopping PostgreSQL for more than {limit.TotalMinutes:0} minutes. End it, or set PERSONETL_PG.");
            await Task.Delay(100, cancellationToken);
        }
    }

    /// <summary>Who holds the lock, in words.</summary>
    public static string Holder(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            return reader.ReadLine() is { Length: > 0 } id ? $"process {id}" : "unknown";
        }
        catch (IOException)
        {
            return "unknown"; // Windows: a locked file can't be read
        }
    }

    public void Dispose() => _file.Dispose();

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
        file.SetLength(0);
        using var writer = new StreamWriter(file, leaveOpen: true);
        writer.WriteLine(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new(file);
    }
}
