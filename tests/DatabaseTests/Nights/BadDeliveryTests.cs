using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using static PersonEtl.DatabaseTests.Nights.GoodNight;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Deliveries that aren't what their manifests say, or that nobody finished.</summary>
public sealed class BadDeliveryTests(GoodNight night) : IClassFixture<GoodNight>
{
    public static TheoryData<string> Required => new(["freg", "krr", "klass", "matrikkel"]);

    public static TheoryData<string> All => new([.. SourceNames.All.Select(s => s.Text())]);

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_file_whose_content_changed_is_told(string source)
    {
        var (landing, name, path) = await FileAsync(source);
        var content = await File.ReadAllBytesAsync(path);
        content[content.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, content);

        await night.MustRefuseAsync(landing, ExitCode.BadInput, $"{name}: expected SHA-256", "(checksum-mismatch)");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_file_that_is_shorter_than_its_manifest_says_is_told(string source)
    {
        var (landing, name, path) = await FileAsync(source);
        await using (var file = File.OpenWrite(path)) file.SetLength(file.Length - 1);

        await night.MustRefuseAsync(landing, ExitCode.BadInput, $"{name}: expected ", "(size-mismatch)");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_file_that_is_not_there_is_told(string source)
    {
        var (landing, name, path) = await FileAsync(source);
        File.Delete(path);

        await night.MustRefuseAsync(landing, ExitCode.BadInput, $"{name}: the manifest names this file, but it is not there", "(file-missing)");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_delivery_without_a_manifest_is_told(string source)
    {
        var (landing, _, path) = await FileAsync(source);
        File.Delete(ManifestBeside(path));

        await night.MustRefuseAsync(landing, ExitCode.BadInput, $"{source}/{DeliveryOf(path)}: expected a manifest.json, found none", "(no-manifest)");
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("", "line 1")]
    [InlineData("[]", "line 1")]
    [InlineData("""{"source":"freg","kind":"full","asOf":"2026-11-23T22:00:00+00:00","sequenceFrom":null,"sequenceTo":null,"parts":null,"files":[]}""", "(manifest-empty)")]
    [InlineData("""{"source":"freg","asOf":"2026-11-23T22:00:00+00:00","sequenceFrom":null,"sequenceTo":null,"parts":null,"files":[{"name":"part-000.ndjson.gz","bytes":1,"sha256":"00"}]}""", "(manifest-unreadable)")]
    [InlineData("""{"source":"freg","kind":"full","sequenceFrom":null,"sequenceTo":null,"parts":null,"files":[{"name":"part-000.ndjson.gz","bytes":1,"sha256":"00"}]}""", "(manifest-unreadable)")]
    [InlineData("""{"source":"krr","kind":"full","asOf":"2026-11-23T22:00:00+00:00","sequenceFrom":null,"sequenceTo":null,"parts":null,"files":[{"name":"part-000.ndjson.gz","bytes":1,"sha256":"00"}]}""", "(manifest-source)")]
    [InlineData("""{"source":"freg","kind":"full","asOf":"2026-11-23T22:00:00+00:00","sequenceFrom":null,"sequenceTo":null,"parts":null,"files":[{"name":"../../krr/x.json","bytes":1,"sha256":"00"}]}""", "(manifest-unreadable)")]
    public async Task A_manifest_that_says_too_little_is_told(string manifest, string says)
    {
        var (landing, _, path) = await FileAsync("freg");
        await File.WriteAllTextAsync(ManifestBeside(path), manifest);

        await night.MustRefuseAsync(landing, ExitCode.BadInput, $"freg/{DeliveryOf(path)}/manifest.json", says);
    }

    [Theory]
    [MemberData(nameof(Required))]
    public async Task A_source_without_a_delivery_is_told(string source)
    {
        var landing = await night.LandingAsync();
        Directory.Delete(Path.Combine(landing, source), recursive: true);

        await night.MustRefuseAsync(landing, ExitCode.BadInput, $"{source}: expected a full delivery in the landing folder, found none", "(no-delivery)");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_empty_file_is_not_taken_in(string source)
    {
        var landing = await night.LandingAsync();
        var before = Snapshot(landing);
        Assert.True(SourceNames.TryParse(source, out var name));

        var refused = await Assert.ThrowsAsync<BadInputException>(() => night.DeliverAsync(landing, name, ("first.csv", Bytes("x")), ("13912146396.json", [])));

        Assert.Equal("empty-file", refused.Code);
        Assert.Contains("file number 2", refused.Message, StringComparison.Ordinal);
        MustTellNobody(refused.Message);
        Assert.Equal(before, Snapshot(landing));
    }

    [Fact]
    public async Task A_number_in_a_file_name_does_not_get_into_the_landing_folder()
    {
        var landing = await night.LandingAsync();
        var files = SourceNames.All.Select(source => night.DeliverAsync(landing, source, ("13912146396.ndjson.gz", Bytes("x")), ("klasse_13912146396_05912345605.json", Bytes("x"))));

        foreach (var delivered in files) MustTellNobody(string.Join(' ', (await delivered).Manifest.Files.Select(f => f.Name)));
        MustTellNobody(string.Join('\n', Directory.EnumerateFileSystemEntries(landing, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(landing, f))));
    }

    [Fact]
    public async Task The_same_delivery_twice_is_one_and_another_of_the_same_instant_is_refused()
    {
        var landing = await night.LandingAsync();
        await night.DeliverAsync(landing, SourceName.Krr, ("a.json", Bytes("one")));
        var header = SmallWorld.Newest(landing, SourceName.Krr).Manifest;
        var before = Snapshot(landing);
        var (same, other) = (Path.Combine(night.At.Folders.Data, "same.json"), Path.Combine(night.At.Folders.Data, "other.json"));
        await File.WriteAllTextAsync(same, "one");
        await File.WriteAllTextAsync(other, "two");

        await new Landing(landing).DeliverAsync(header, [same], move: false, CancellationToken.None);
        var refused = await Assert.ThrowsAsync<BadInputException>(() => new Landing(landing).DeliverAsync(header, [other], move: false, CancellationToken.None));

        Assert.Equal("delivery-exists", refused.Code);
        Assert.Equal(before, Snapshot(landing));
    }

    private async Task<(string Landing, string Name, string Path)> FileAsync(string source)
    {
        var landing = await night.LandingAsync();
        Assert.True(SourceNames.TryParse(source, out var name));
        var delivery = SmallWorld.Newest(landing, name);
        var file = delivery.Manifest.Files[^1];
        return (landing, $"{source}/{delivery.Name}/{file.Name}", delivery.PathOf(file));
    }

    private static string ManifestBeside(string path) => Path.Combine(Path.GetDirectoryName(path)!, "manifest.json");

    private static string DeliveryOf(string path) => Path.GetFileName(Path.GetDirectoryName(path))!;
}
