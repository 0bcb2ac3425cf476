using System.Text.RegularExpressions;
using PersonEtl.Etl.Sources;

namespace PersonEtl.UnitTests.Sources.Malformed;

/// <summary>Manifests and landing folders that are not as <c>deliver</c> leaves them, and files that it does not take in.</summary>
public sealed partial class MalformedLandingTests : IDisposable
{
    private const string Good = """{"source":"krr","kind":"full","asOf":"2026-11-23T22:00:00+00:00","sequenceFrom":null,"sequenceTo":null,"parts":null,"files":[{"name":"part-000.json","bytes":15,"sha256":"cd9b1eb8ce8ec8ee4eb1fa34d7c6be3d2aa24a8c14c1fde2b8b7b5c1bfbce8a0"}]}""";
    private const string Folder = "20261123T220000Z-full";
    private readonly string root = Directory.CreateTempSubdirectory("personetl-test-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    public static TheoryData<string, string, string, string> Manifests => new()
    {
        { "no JSON", Good, MalformedInput.Secret, "manifest-unreadable" },
        { "nothing", Good, "", "manifest-unreadable" },
        { "another source", "\"krr\"", "\"freg\"", "manifest-source" },
        { "a source never heard of", "\"krr\"", $"\"{MalformedInput.Secret}\"", "manifest-unreadable" },
        { "a kind never heard of", "\"full\"", $"\"{MalformedInput.Secret}\"", "manifest-unreadable" },
        { "no kind", "\"kind\":\"full\",", "", "manifest-unreadable" },
        { "a date of another form", "2026-11-23T22:00:00+00:00", "23.11.2026", "manifest-unreadable" },
        { "a sequence of letters", "\"sequenceTo\":null", $"\"sequenceTo\":\"{MalformedInput.Secret}\"", "manifest-unreadable" },
        { "no files", "\"files\":[", "\"files\":[],\"others\":[", "manifest-empty" },
        { "a file without a name", "\"part-000.json\"", "null", "manifest-unreadable" },
        { "a file above the folder", "part-000.json", "../part-000.json", "manifest-unreadable" },
        { "a file of the system", "part-000.json", "/etc/passwd", "manifest-unreadable" },
        { "the folder itself", "part-000.json", "..", "manifest-unreadable" },
        { "a file twice", "}]}", "},{\"name\":\"part-000.json\",\"bytes\":15,\"sha256\":\"00\"}]}", "manifest-unreadable" },
        { "a size of letters", "\"bytes\":15", $"\"bytes\":\"{MalformedInput.Secret}\"", "manifest-unreadable" },
        { "a wrong size", "\"bytes\":15", "\"bytes\":16", "size-mismatch" },
        { "a wrong checksum", "x", "x", "checksum-mismatch" },
        { "a file that is not there", "part-000.json", "part-001.json", "file-missing" },
    };

    [Theory]
    [MemberData(nameof(Manifests))]
    public async Task A_manifest_that_is_wrong_is_told_by_its_place(string what, string part, string by, string code)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, "krr", Folder)).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "part-000.json"), MalformedInput.Secret + "xyz");
        await File.WriteAllTextAsync(Path.Combine(folder, "manifest.json"), Good.Replace(part, by, StringComparison.Ordinal));

        var refused = await Assert.ThrowsAsync<BadInputException>(async () => await DeliveryStream.VerifyAsync(new Landing(root).NewestFull(SourceName.Krr)!, default));

        Assert.True(code == refused.Code, $"{what}: {refused.Code}");
        Assert.Contains($"krr/{Folder}/", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(MalformedInput.Secret, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../freg/x.json")]
    [InlineData("13912146396.json")]
    [InlineData("131_codesAt_2024-01-01.json.exe")]
    [InlineData("manifest.json")]
    [InlineData(".json")]
    [InlineData("navn med mellomrom.JSON.GZ")]
    public async Task A_file_is_taken_in_under_a_name_that_says_nothing(string name)
    {
        var file = Path.Combine(root, Path.GetFileName(name));
        await File.WriteAllTextAsync(file, "{}");

        var delivery = await new Landing(Path.Combine(root, "landing")).DeliverAsync(new(SourceName.Krr, DeliveryKind.Full, DateTimeOffset.UnixEpoch, null, null, null, []), [file], move: false, default);

        Assert.Matches(PlainName(), Assert.Single(delivery.Manifest.Files).Name);
    }

    [GeneratedRegex(@"^part-000(\.json)?(\.gz)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlainName();
}
