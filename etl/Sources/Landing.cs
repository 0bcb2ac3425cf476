using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace PersonEtl.Etl.Sources;

/// <summary>
/// The landing folder: <c>{landing}/{source}/{as-of}-{kind}[-{sequence to}][-mended-{times}]/</c> with the files of one delivery and its <c>manifest.json</c>.
/// A delivery is filled under a temporary name and renamed when complete, so a folder without a manifest is never a delivery.
/// </summary>
/// <param name="root">The folder.</param>
/// <param name="only">The deliveries that are looked at, as source and folder name; null for all that are there.</param>
internal sealed partial class Landing(string root, IReadOnlySet<(string Source, string Delivery)>? only = null)
{
    public const string ManifestName = "manifest.json";

    /// <summary>How a manifest is written.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // a manifest that leaves out its kind would be taken for a full delivery's
        RespectRequiredConstructorParameters = true,
        Converters = { new SourceNameJson(), new JsonStringEnumConverter<DeliveryKind>(JsonNamingPolicy.KebabCaseLower) },
    };

    public string Folder => root;

    /// <summary>
    /// Puts files into the landing folder as one complete delivery. Files are copied, or moved when <paramref name="move"/> is set,
    /// and renamed: <c>part-000.json.gz</c> and so on (KLASS files keep the names that say what they are).
    /// The files of <paramref name="header"/> are ignored and filled in here.
    /// </summary>
    /// <exception cref="BadInputException">No file, an empty file, or a delivery of that name that differs.</exception>
    public async Task<Delivery> DeliverAsync(Manifest header, IReadOnlyList<string> files, bool move, CancellationToken cancellationToken)
    {
        if (files.Count == 0) throw new BadInputException("no-files", $"A delivery of {header.Source.Text()} needs at least one file.");
        var sourceFolder = Path.Combine(root, header.Source.Text());
        var final = Path.Combine(sourceFolder, FolderName(header));
        var temporary = Path.Combine(sourceFolder, LandingSweep.IncomingPrefix + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(temporary);
        try
        {
            var delivered = new List<DeliveryFile>();
            foreach (var file in files)
            {
                if (!File.Exists(file)) throw new BadInputException("file-missing", $"The file number {delivered.Count + 1} of the delivery was not found.");
                var name = FileName(header.Source, file, delivered.Count);
                var target = Path.Combine(temporary, name);
                if (File.Exists(target)) throw new BadInputException("file-twice", $"Two files of the delivery would both be named {name}.");
                var source = new FileInfo(file);
                if (source.Length == 0) throw new BadInputException("empty-file", $"{name} (file number {delivered.Count + 1} of the delivery): expected content, found an empty file.");
                if (move) File.Move(file, target); else File.Copy(file, target);
                delivered.Add(new(name, new FileInfo(target).Length, await HashAsync(target, cancellationToken)));
            }
            var manifest = header with { Files = delivered };
            await File.WriteAllTextAsync(Path.Combine(temporary, ManifestName), JsonSerializer.Serialize(manifest, Json), cancellationToken);
            if (Directory.Exists(final))
            {
                var there = Read(final);
                if (!there.Manifest.Files.SequenceEqual(delivered)) throw new BadInputException("delivery-exists", $"{header.Source.Text()}/{FolderName(header)} was delivered before with other content; give the new delivery a later --as-of.");
                return there;
            }
            Directory.Move(temporary, final);
            return new(final, manifest);
        }
        finally
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        }
    }

    /// <summary>Every complete delivery of a source, oldest first.</summary>
    /// <exception cref="BadInputException">A manifest that can't be read.</exception>
    public IReadOnlyList<Delivery> Find(SourceName source)
    {
        var folder = Path.Combine(root, source.Text());
        if (!Directory.Exists(folder)) return [];
        return [.. Directory.EnumerateDirectories(folder)
            .Where(d => !Path.GetFileName(d).StartsWith('.') && only?.Contains((source.Text(), Path.GetFileName(d))) != false)
            .Select(Read)
            .OrderBy(d => d.Manifest.AsOf).ThenBy(d => d.Manifest.SequenceTo ?? 0).ThenBy(d => d.Name, StringComparer.Ordinal)];
    }

    /// <summary>The same without those whose manifest can't be read.</summary>
    public IReadOnlyList<Delivery> FindReadable(SourceName source)
    {
        var folder = Path.Combine(root, source.Text());
        if (!Directory.Exists(folder)) return [];
        return [.. Directory.EnumerateDirectories(folder).Where(d => !Path.GetFileName(d).StartsWith('.')).Select(TryRead).OfType<Delivery>()];
    }

    /// <summary>The newest full delivery of a source, or null.</summary>
    public Delivery? NewestFull(SourceName source) => Find(source).LastOrDefault(d => d.Manifest.Kind == DeliveryKind.Full);

    /// <summary>Takes a delivery away: at once out of every night's sight, then off the disk.</summary>
    public void Remove(Delivery delivery)
    {
        var going = Path.Combine(root, delivery.Manifest.Source.Text(), LandingSweep.GoingPrefix + Guid.NewGuid().ToString("N"));
        Directory.Move(delivery.Folder, going);
        Directory.Delete(going, recursive: true);
    }

    private static Delivery? TryRead(string folder)
    {
        try
        {
            return Read(folder);
        }
        catch (BadInputException)
        {
            return null;
        }
    }

    private static Delivery Read(string folder)
    {
        var path = Path.Combine(folder, ManifestName);
        var name = $"{Path.GetFileName(Path.GetDirectoryName(folder))}/{Path.GetFileName(folder)}";
        if (!File.Exists(path)) throw new BadInputException("no-manifest", $"{name}: expected a {ManifestName}, found none. Put files in with `deliver`, which writes it.");
        try
        {
            var manifest = JsonSerializer.Deserialize<Manifest>(File.ReadAllBytes(path), Json);
            if (manifest?.Files is not { Count: > 0 }) throw new BadInputException("manifest-empty", $"{name}/{ManifestName}: expected at least one file, found none.");
            if (manifest.Files.Any(f => string.IsNullOrEmpty(f?.Name) || Path.GetFileName(f.Name) != f.Name || f.Name is "." or ".." || f.Sha256 is null))
                throw new BadInputException("manifest-unreadable", $"{name}/{ManifestName}: expected files with plain names and SHA-256, found another.");
            if (manifest.Files.DistinctBy(f => f.Name, StringComparer.Ordinal).Count() < manifest.Files.Count)
                throw new BadInputException("manifest-unreadable", $"{name}/{ManifestName}: expected each file once, found one twice.");
            if (!string.Equals(manifest.Source.Text(), Path.GetFileName(Path.GetDirectoryName(folder)), StringComparison.Ordinal))
                throw new BadInputException("manifest-source", $"{name}/{ManifestName}: expected the source that the folder is named for, found {manifest.Source.Text()}.");
            return new(folder, manifest);
        }
        catch (JsonException e)
        {
            throw new BadInputException("manifest-unreadable", $"{name}/{ManifestName}, line {(e.LineNumber ?? 0) + 1}: expected a delivery manifest with all its properties, found something else.", e);
        }
    }

    private static string FolderName(Manifest manifest)
    {
        var name = manifest.AsOf.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)
            + (manifest.Kind == DeliveryKind.Full ? "-full" : "-delta");
        if (manifest.SequenceTo is { } to) name += string.Create(CultureInfo.InvariantCulture, $"-{to}");
        return manifest.Mended is { } times ? name + string.Create(CultureInfo.InvariantCulture, $"-mended-{times:000}") : name;
    }

    private static string FileName(SourceName source, string path, int index)
    {
        var name = Path.GetFileName(path);
        if (source == SourceName.Klass && KlassName().IsMatch(name)) return name;
        var extension = string.Concat(new[] { Path.GetExtension(Path.GetFileNameWithoutExtension(name)), Path.GetExtension(name) }.Where(e => KnownExtension().IsMatch(e)));
        return string.Create(CultureInfo.InvariantCulture, $"part-{index:000}{extension}").ToLowerInvariant();
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    [GeneratedRegex(@"^\d{1,3}_[A-Za-z0-9_\-]{1,60}\.(json|csv)(\.gz)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex KlassName();

    [GeneratedRegex(@"^\.(json|ndjson|jsonl|csv|gz|zip)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex KnownExtension();

    private sealed class SourceNameJson : JsonConverter<SourceName>
    {
        public override SourceName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => SourceNames.TryParse(reader.GetString() ?? "", out var source) ? source : throw new JsonException("unknown source");

        public override void Write(Utf8JsonWriter writer, SourceName value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text());
    }
}
