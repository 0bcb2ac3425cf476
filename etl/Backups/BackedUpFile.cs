using System.Security.Cryptography;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Backups;

/// <summary>A file of a backup. <paramref name="Sha256"/> is lower-case hexadecimal, of the file as it lies there.</summary>
internal sealed record BackedUpFile(string Name, long Bytes, string Sha256)
{
    public static async Task<BackedUpFile> OfAsync(string folder, string name, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(Path.Combine(folder, name));
        return new(name, file.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken)));
    }

    /// <exception cref="BadInputException">It is missing, or another than was written.</exception>
    public async Task RequireAsync(string folder, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(folder, Name))) throw new BadInputException("backup-damaged", $"{Name}: the backup's manifest names this file, and it is not there. Take another backup; nothing was changed.");
        var found = await OfAsync(folder, Name, cancellationToken);
        if (found != this)
            throw new BadInputException("backup-damaged", $"{Name}: expected {Bytes} bytes with SHA-256 {Sha256}, found {found.Bytes} with {found.Sha256}. Take another backup; nothing was changed.");
    }
}
