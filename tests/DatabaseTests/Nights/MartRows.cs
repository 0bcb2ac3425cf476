using System.Text.Json.Nodes;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Every row of the published tables, public and protected, by table and key, as JSON without nulls; and every person's hash.</summary>
internal sealed record MartRows(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Tables)
{
    private const string Hashes = "ops.person_hash";

    public static IReadOnlyList<ITable> Published { get; } = [.. Staging.OfPersons, .. Staging.Whole];

    public static async Task<MartRows> ReadAsync(Night night)
    {
        var tables = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var (name, key) in Published.Select(t => (t.FullName, string.Join(", ", t.Key))).Append((Hashes, "person_id")))
            tables[name] = (await night.RowsAsync($"select jsonb_build_array({key})::text, jsonb_strip_nulls(to_jsonb(t))::text from {name} t")).ToDictionary(r => (string)r[0]!, r => (string)r[1]!, StringComparer.Ordinal);
        return new(tables);
    }

    /// <summary>Fails with the rows that differ.</summary>
    public void MustBe(MartRows expected)
    {
        var differ = Tables.SelectMany(t => Differing(t.Key, expected).Select(key => $"{t.Key} {key}: expected {expected.Tables[t.Key].GetValueOrDefault(key)}, found {t.Value.GetValueOrDefault(key)}")).ToList();
        Assert.Equal("", string.Join('\n', differ.Take(20)));
    }

    /// <summary>Keys of rows that differ in a table.</summary>
    public IEnumerable<string> Differing(string table, MartRows other)
        => Tables[table].Keys.Union(other.Tables[table].Keys, StringComparer.Ordinal).Where(k => Tables[table].GetValueOrDefault(k) != other.Tables[table].GetValueOrDefault(k));

    /// <summary>Persons whose public rows differ.</summary>
    public IReadOnlySet<Guid> ChangedPersons(MartRows other)
        => Staging.OfPersons.Where(t => t.IsPublic).SelectMany(t => Differing(t.FullName, other)).Select(key => (Guid)JsonNode.Parse(key)![0]!).ToHashSet();

    public IReadOnlySet<Guid> Persons => Tables[PersonTables.Person.FullName].Keys.Select(k => (Guid)JsonNode.Parse(k)![0]!).ToHashSet();
}
