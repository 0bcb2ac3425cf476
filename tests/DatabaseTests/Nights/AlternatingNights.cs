using System.Text;
using System.Text.RegularExpressions;
using PersonEtl.Etl.Sources;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>An installation whose nights alternate between two states of a small world: everybody is called one thing in odd generations, and another in even ones.</summary>
internal sealed partial class AlternatingNights : IAsyncDisposable
{
    private static readonly string[] Names = ["PARTALL", "ODDETALL"];

    private readonly string[] landings = new string[2];

    private AlternatingNights(Installation at) => At = at;

    public Installation At { get; }

    /// <summary>How many persons have a name.</summary>
    public long Named { get; private set; }

    /// <summary>The newest generation.</summary>
    public int Generation { get; private set; }

    /// <summary>What everybody is called in a generation.</summary>
    public static string NameIn(int generation) => Names[generation % 2];

    /// <summary>Generation 1 is published.</summary>
    public static async Task<AlternatingNights> BeginAsync(int persons)
    {
        var nights = new AlternatingNights(await Installation.CreateAsync());
        for (var parity = 0; parity < 2; parity++) nights.landings[parity] = await nights.RenamedAsync(persons, parity);
        await nights.PublishAsync();
        nights.Named = await nights.At.ScalarAsync<long>($"select count(*) from mart.person where last_name = '{NameIn(1)}'");
        Assert.InRange(nights.Named, persons / 2, persons);
        return nights;
    }

    /// <summary>The next night, which renames everybody.</summary>
    public async Task PublishAsync()
    {
        Generation++;
        Assert.Equal(Generation, (await At.RunAsync(landings[Generation % 2])).Generation);
    }

    public ValueTask DisposeAsync() => At.DisposeAsync();

    /// <summary>A landing folder in which every person has the same last name.</summary>
    private async Task<string> RenamedAsync(int persons, int parity)
    {
        var landing = await SmallWorld.CopyAsync(persons, At.Folders.Data);
        var delivery = SmallWorld.Newest(landing, SourceName.Freg);
        var file = Path.Combine(At.Folders.Data, $"freg-{parity}.ndjson");
        var text = string.Concat(GoodNight.Files(landing, SourceName.Freg).Values.Select(Encoding.UTF8.GetString));
        await File.WriteAllTextAsync(file, LastName().Replace(text, $"\"etternavn\":\"{Names[parity]}\""));
        Directory.Delete(delivery.Folder, recursive: true);
        await new Landing(landing).DeliverAsync(delivery.Manifest, [file], move: true, CancellationToken.None);
        return landing;
    }

    [GeneratedRegex("\"etternavn\":\"[^\"]*\"", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex LastName();
}
