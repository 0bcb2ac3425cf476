using PersonEtl.Etl.Export;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Backups;

/// <summary>The key files of a backup on their way into a data folder, where they never take another key's place.</summary>
internal sealed class RestoredKeys(Folders folders, BackupManifest manifest, string folder)
{
    /// <exception cref="BadInputException">The backup lacks its key, or has another one.</exception>
    /// <exception cref="CheckFailedException">Another key is here, or the one of the backup isn't.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        var here = PersonKeyFile.Find(folders);
        if (here is var (key, place) && FingerprintOf(key) is var fingerprint && fingerprint != manifest.PersonKeyFingerprint)
            throw new CheckFailedException($"{place} holds another person key (fingerprint {fingerprint}) than the backup was made with ({manifest.PersonKeyFingerprint}). {Advice(place)}; nothing was changed.");
        if (manifest.PersonKey == PersonKeyFile.Variable)
        {
            if (here is null) throw new CheckFailedException($"The backup holds no person key: {PersonKeyFile.Variable} held it (fingerprint {manifest.PersonKeyFingerprint}). Set it as it was, then restore; nothing was changed.");
        }
        else
        {
            var path = Path.Combine(folder, PersonKeyFile.FileName);
            if (!manifest.Keys.Any(k => k.Name == PersonKeyFile.FileName) || FingerprintOf(PersonKeyFile.Parse(await File.ReadAllTextAsync(path, cancellationToken), PersonKeyFile.FileName)) != manifest.PersonKeyFingerprint)
                throw new BadInputException("backup-damaged", $"Expected {PersonKeyFile.FileName} with the fingerprint {manifest.PersonKeyFingerprint}, found none or another. Take another backup; nothing was changed.");
        }
        foreach (var name in manifest.Keys.Select(k => k.Name))
        {
            if (File.Exists(PlaceOf(name)) && !await SameAsync(name, cancellationToken))
                throw new CheckFailedException($"keys/{name} of this data folder is another than the backup's. Move it away, or restore into a new data folder; nothing was changed.");
        }
    }

    /// <summary>Puts the files that aren't there, then does what follows; when that fails they go again.</summary>
    public async Task PutAsync(Func<Task> then, CancellationToken cancellationToken)
    {
        var put = new List<string>();
        try
        {
            folders.Make();
            foreach (var name in manifest.Keys.Select(k => k.Name).Where(n => !File.Exists(PlaceOf(n))))
            {
                var temporary = PlaceOf(name) + "." + Guid.NewGuid().ToString("N");
                await PrivateFile.WriteAsync(temporary, await File.ReadAllBytesAsync(Path.Combine(folder, name), cancellationToken), cancellationToken);
                File.Move(temporary, PlaceOf(name));
                put.Add(name);
            }
            Disk.SyncFolder(folders.Keys);
            await then();
        }
        catch
        {
            foreach (var name in put) File.Delete(PlaceOf(name));
            throw;
        }
    }

    private static string FingerprintOf(byte[] key) => new PersonKeys(key).Fingerprint;

    private static string Advice(string place)
        => place == PersonKeyFile.Variable ? $"Set {PersonKeyFile.Variable} as it was, or unset it" : "Restore into a new data folder, or move the key away when nothing was published with it";

    private string PlaceOf(string name) => Path.Combine(folders.Keys, name);

    private async Task<bool> SameAsync(string name, CancellationToken cancellationToken)
    {
        var here = await File.ReadAllBytesAsync(PlaceOf(name), cancellationToken);
        var kept = await File.ReadAllBytesAsync(Path.Combine(folder, name), cancellationToken);
        return here.AsSpan().SequenceEqual(kept);
    }
}
