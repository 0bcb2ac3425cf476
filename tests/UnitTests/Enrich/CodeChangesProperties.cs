using FsCheck.Xunit;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;

namespace PersonEtl.UnitTests.Enrich;

/// <summary>What holds of any history of renames, renumberings, mergers, splits, swaps, ends and gaps, on any as-of date.</summary>
public sealed class CodeChangesProperties
{
    [Property(MaxTest = 300)]
    public void Today_agrees_with_following_every_change_step_by_step(byte[] events, byte asOfYear) => ForEach(events, asOfYear, (history, changes, asOf, code, year) =>
    {
        var expected = history.Follow(code, year, asOf);
        var today = changes.Today(code, CodeHistory.Day(year));
        Assert.Equal(expected.Where(c => c != CodeHistory.Lost).Order(), today.Codes.ToArray());
        Assert.Equal(expected.Count == 1 && !expected.Contains(CodeHistory.Lost), today.Reason == TodayReason.None);
        Assert.Equal(expected.Count(c => c != CodeHistory.Lost) > 1, today.Reason == TodayReason.Split);
    });

    [Property(MaxTest = 300)]
    public void Today_is_in_use_today_and_a_single_answer_is_where_all_of_the_land_lies(byte[] events, byte asOfYear) => ForEach(events, asOfYear, (history, changes, asOf, code, year) =>
    {
        var today = changes.Today(code, CodeHistory.Day(year));
        Assert.Subset(history.InUse(asOf).ToHashSet(), today.Codes.ToArray().ToHashSet());
        if (today.Only is { } only) Assert.Subset(history.PiecesOf(only, asOf), history.PiecesOf(code, year));
    });

    [Property(MaxTest = 300)]
    public void What_is_one_to_one_is_the_same_land(byte[] events, byte asOfYear) => ForEach(events, asOfYear, (history, changes, asOf, code, year) =>
    {
        foreach (var today in history.InUse(asOf))
        {
            if (changes.IsOneToOne(code, CodeHistory.Day(year), today)) Assert.Equal(history.PiecesOf(today, asOf), history.PiecesOf(code, year));
        }
    });

    [Property(MaxTest = 300)]
    public void A_code_is_the_same_place_on_two_days_when_changes_lead_from_it_to_itself(byte[] events, byte asOfYear) => ForEach(events, asOfYear, (history, changes, asOf, code, year) =>
    {
        if (history.InUse(asOf).Contains(code)) Assert.Equal(history.Follow(code, year, asOf).Contains(code), changes.IsSamePlace(code, CodeHistory.Day(year), CodeHistory.Day(asOf)));
    });

    [Property(MaxTest = 300)]
    public void The_order_of_changes_never_matters(byte[] events, byte asOfYear, int seed)
    {
        var history = new CodeHistory(events);
        var shuffled = history.Told.Concat(history.Told).ToArray();
        new Random(seed).Shuffle(shuffled);
        var asOf = CodeHistory.Day(asOfYear % history.Years);
        var (one, other) = (new CodeChanges(history.Validity(), history.Told, asOf), new CodeChanges(history.Validity(), shuffled, asOf));
        foreach (var (code, from, _) in history.Validity())
        {
            Assert.Equal(one.Today(code, from).Codes, other.Today(code, from).Codes);
            Assert.Equal(one.Today(code, from).Reason, other.Today(code, from).Reason);
        }
    }

    private static void ForEach(byte[] events, byte asOfYear, Action<CodeHistory, CodeChanges, int, int, int> check)
    {
        var history = new CodeHistory(events);
        var asOf = asOfYear % history.Years;
        var changes = new CodeChanges(history.Validity(), history.Told, CodeHistory.Day(asOf));
        for (var year = 0; year <= asOf; year++)
        {
            foreach (var code in history.InUse(year)) check(history, changes, asOf, code, year);
        }
    }
}
