using System.Text.Json.Nodes;
using PersonEtl.Etl.Run;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>What <c>diff</c> counts, against two whole pictures of the mart compared row by row.</summary>
public sealed class GenerationDifferenceTests
{
    [Fact]
    public async Task Counts_are_those_of_two_pictures_of_the_mart()
    {
        await using var rolled = await RolledNights.BeginAsync(nights: 3);
        await rolled.RollBackAsync(2);

        foreach (var (from, to) in new[] { (1, 2), (1, 4), (2, 3), (2, 5), (4, 5), (3, 5), (5, 5) })
        {
            var difference = await GenerationDifference.ReadAsync(rolled.Night.DataSource, to, from, CancellationToken.None);
            Assert.Equal((from, to), (difference.From, difference.To));
            var (before, after) = (rolled.Served[from], rolled.Served[to]);
            Assert.Equal((after.Persons.Except(before.Persons).LongCount(), before.Persons.Except(after.Persons).LongCount()), (difference.PersonsIn, difference.PersonsOut));
            Assert.Equal(Tables(before, after), difference.Tables.Select(t => $"{t.Table} +{t.Added} ~{t.Changed} -{t.Removed} {Text(t.Columns)}"));
            Assert.Equal(Moves(before, after), difference.Municipalities.Select(m => $"{m.MunicipalityNumber} {m.MovedIn} {m.MovedOut}"));
        }
        Assert.NotEmpty((await GenerationDifference.ReadAsync(rolled.Night.DataSource, 1, 4, CancellationToken.None)).Municipalities);
    }

    private static List<string> Tables(MartRows before, MartRows after)
    {
        var told = new List<string>();
        foreach (var table in MartRows.Published.Select(t => t.FullName))
        {
            var (old, now) = (before.Tables[table], after.Tables[table]);
            var changed = old.Keys.Intersect(now.Keys, StringComparer.Ordinal).Where(k => old[k] != now[k]).ToList();
            var columns = changed.SelectMany(k => Columns(old[k], now[k])).GroupBy(c => c, StringComparer.Ordinal).ToDictionary(c => c.Key, c => c.LongCount(), StringComparer.Ordinal);
            var (added, removed) = (now.Keys.Except(old.Keys, StringComparer.Ordinal).Count(), old.Keys.Except(now.Keys, StringComparer.Ordinal).Count());
            if (added + removed + changed.Count > 0) told.Add($"{table} +{added} ~{changed.Count} -{removed} {Text(columns)}");
        }
        return told;
    }

    private static IEnumerable<string> Columns(string one, string other)
    {
        var (old, now) = (JsonNode.Parse(one)!.AsObject(), JsonNode.Parse(other)!.AsObject());
        return old.Select(p => p.Key).Union(now.Select(p => p.Key), StringComparer.Ordinal).Where(c => !JsonNode.DeepEquals(old[c], now[c]));
    }

    private static IEnumerable<string> Moves(MartRows before, MartRows after)
    {
        var (old, now) = (Residents(before), Residents(after));
        var moved = old.Keys.Union(now.Keys, StringComparer.Ordinal).Select(p => (Before: old.GetValueOrDefault(p), Now: now.GetValueOrDefault(p))).Where(m => m.Before != m.Now).ToList();
        return moved.SelectMany(m => new[] { m.Before, m.Now }).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(m => $"{m} {moved.Count(p => p.Now == m)} {moved.Count(p => p.Before == m)}");
    }

    private static Dictionary<string, string?> Residents(MartRows rows)
        => rows.Tables["mart.person"].ToDictionary(r => r.Key, r => (string?)JsonNode.Parse(r.Value)!["residential_municipality_number"], StringComparer.Ordinal);

    private static string Text(IReadOnlyDictionary<string, long> columns) => string.Join(' ', columns.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}"));
}
