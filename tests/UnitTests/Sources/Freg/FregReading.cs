using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.UnitTests.Sources.Freg;

/// <summary>Persons of a FREG delivery as the night reads them, all at once.</summary>
internal static class FregReading
{
    public static async Task<(IReadOnlyList<Person> Persons, SourceReading Reading)> ReadAsync(DeliveryFolder folder, int blockSize = BlockReader.BlockSize)
    {
        var reading = new SourceReading(SourceName.Freg);
        var persons = new List<Person>();
        await foreach (var block in BlockReader.ReadAsync(folder.Delivery, blockSize, CancellationToken.None)) new PersonReader(reading, PersonProperties.Document).Read(block, persons.Add);
        return (persons, reading);
    }

    public static async Task<IReadOnlyList<Person>> ReadAsync(string content)
    {
        using var folder = new DeliveryFolder(SourceName.Freg).With("part-000.json", content);
        return (await ReadAsync(folder)).Persons;
    }

    /// <summary>A small document: its number and its first name.</summary>
    public static string Document(string number, string name = "TEST", string more = "")
        => $$"""{"identifikasjonsnummer":[{"erGjeldende":true,"status":"iBruk","foedselsEllerDNummer":"{{number}}","identifikatortype":"foedselsnummer"}],"navn":[{"erGjeldende":true,"fornavn":"{{name}}","etternavn":"PERSON"}]{{more}}}""";

    /// <summary>An element of <c>oppslag</c>.</summary>
    public static string Element(string number, string name = "TEST", string more = "") => $$"""{"foedselsEllerDNummer":"{{number}}","folkeregisterperson":{{Document(number, name, more)}}}""";

    /// <summary>What tells two readings of a person apart.</summary>
    public static string Told(Person person)
        => $"{person.CurrentIdentifier!.Number} {person.Names.FirstOrDefault()?.FirstName} {person.Position:x} {string.Join(',', person.Addresses.Select(a => $"{a.Kind} {a.AddressName} {a.Place.MunicipalityNumber}"))}";
}
