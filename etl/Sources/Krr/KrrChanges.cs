using System.Text.Json;
using PersonEtl.Etl.Sources.Fetching;

namespace PersonEtl.Etl.Sources.Krr;

/// <summary>A page of KRR's change feed: the changes after one number up to another, and the number of the register's last change.</summary>
internal sealed record KrrChanges(long From, long To, long Latest, int Records)
{
    /// <exception cref="BadInputException">It is no such page.</exception>
    public static KrrChanges Read(byte[] answer) => FeedJson.Read(SourceName.Krr, answer, "a page with a list of persons, fraEndringsId, tilEndringsId and sisteEndringsId", json =>
    {
        var list = json.Only("list");
        return list.EnumerateArray().All(person => person.ValueKind == JsonValueKind.Object)
            ? new KrrChanges(json.Only("fraEndringsId").GetInt64(), json.Only("tilEndringsId").GetInt64(), json.Only("sisteEndringsId").GetInt64(), list.GetArrayLength())
            : null;
    });
}
