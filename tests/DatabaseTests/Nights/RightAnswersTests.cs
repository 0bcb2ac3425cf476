using System.Globalization;
using PersonEtl.Etl.World;
using PersonEtl.Etl.World.People;
using Xunit.Abstractions;

namespace PersonEtl.DatabaseTests.Nights;

public sealed class RightAnswersTests(ITestOutputHelper output)
{
    private static readonly string[] Rules = ["freg", "address-id", "street-key", "cadastral-key", "name-key"];

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(2026)]
    public async Task Every_address_with_one_right_answer_gets_it_and_none_gets_a_wrong_one(long seed)
    {
        await using var night = await Night.BeginAsync();
        var world = await night.BuildWorldAsync(5000, seed);
        await night.RunAsync();

        var outcomes = await CompareAsync(night, world.AnswersPath);

        Print(seed, outcomes);
        var faults = outcomes.SelectMany(o => o.Faults().Select(fault => $"{fault}: {o.Place}")).GroupBy(f => f, StringComparer.Ordinal).OrderByDescending(g => g.Count()).Select(g => $"{g.Count()} times {g.Key}").ToList();
        Assert.True(faults.Count == 0, $"Seed {seed}:\n{string.Join('\n', faults)}");
        Assert.True(outcomes.Count > 7000, $"Only {outcomes.Count} address versions were compared.");
        Assert.Contains(outcomes, o => o.ServiceDistrict is not null && o.ServiceDistrict != o.District);
        foreach (var rule in Rules) Assert.Contains(outcomes, o => o.IsFound && o.Rule == rule);
        foreach (var rule in Rules.Skip(1)) Assert.Contains(outcomes, o => o.IsFoundToday && o.Answer.FindableToday == rule);
        Assert.Equal(Enum.GetNames<AddressFlaw>().Order(), outcomes.Select(o => o.Answer.Flaw).Distinct().Order());
        Assert.Equal(Enum.GetNames<Trap>().Order(), outcomes.Select(o => o.Answer.Trap).Distinct().Order());
    }

    /// <summary>
    /// Joins every answer to its row: versions are numbered in FREG's order among what the table shows, so rows of another grading don't count.
    /// Asserts that exactly the rows that should be there are.
    /// </summary>
    private static async Task<IReadOnlyList<AddressOutcome>> CompareAsync(Night night, string answers)
    {
        var persons = (await night.RowsAsync("select identification_number, person_id::text from mart.person")).ToDictionary(r => (string)r[0]!, r => (string)r[1]!, StringComparer.Ordinal);
        var shown = await ReadAsync(night, "mart");
        var kept = await ReadAsync(night, "protected");
        var outcomes = new List<AddressOutcome>();
        var counters = new Dictionary<(string Person, string Kind, bool Shown), int>();
        await foreach (var answer in Answers.ReadAsync(answers))
        {
            Assert.NotEqual("StrictlyConfidential", answer.Grading);
            var (person, isShown) = (persons[answer.Number], answer.Grading == "Unclassified" && answer.Kind != "shared");
            var version = counters[(person, answer.Kind, isShown)] = counters.GetValueOrDefault((person, answer.Kind, isShown)) + 1;
            Assert.True((isShown ? shown : kept).Remove((person, answer.Kind, version), out var row), $"An address version is missing: {answer.Kind}, version {version}, {answer.Grading}.");
            Assert.Equal(answer.Grading, row![3]);
            outcomes.Add(new(answer, (string?)row[4], (string?)row[5], (string?)row[6], (string?)row[7], (string?)row[8], (string?)row[9], (string?)row[10]));
        }
        Assert.Empty(shown);
        Assert.Empty(kept);
        return outcomes;
    }

    private static async Task<Dictionary<(string Person, string Kind, int Version), IReadOnlyList<object?>>> ReadAsync(Night night, string schema)
    {
        var grading = schema == "mart" ? "'Unclassified'" : "a.address_confidentiality";
        var rows = await night.RowsAsync($"""
            select a.person_id::text, a.kind, a.version_number, {grading},
                a.full_basic_statistical_unit_number, a.unit_today, a.geographical_urban_district_code, a.urban_district_code, a.basic_statistical_unit_name, a.match_rule, a.match_reason
            from {schema}.person_address a
            """);
        return rows.ToDictionary(r => ((string)r[0]!, (string)r[1]!, (int)r[2]!));
    }

    private void Print(long seed, IReadOnlyList<AddressOutcome> outcomes)
    {
        output.WriteLine($"seed {seed}: {outcomes.Count} address versions");
        Print("the row's own unit", outcomes, o => o.Answer.Findable, o => o.IsFindable, o => o.IsFound, o => o.IsRight);
        Print("today's unit", outcomes, o => o.Answer.FindableToday, o => o.IsFindableToday, o => o.IsFoundToday, o => o.IsRightToday);
        output.WriteLine("flaws: " + string.Join(", ", outcomes.CountBy(o => o.Answer.Flaw).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key} {f.Value}")));
        output.WriteLine("traps: " + string.Join(", ", outcomes.CountBy(o => o.Answer.Trap).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key} {f.Value}")));
    }

    /// <summary>Recall: of what can be found by a rule, how much is. Precision: of what is found, how much is right.</summary>
    private void Print(
        string title, IReadOnlyList<AddressOutcome> outcomes, Func<AddressOutcome, string> ruleOf, Func<AddressOutcome, bool> isFindable, Func<AddressOutcome, bool> isFound, Func<AddressOutcome, bool> isRight)
    {
        output.WriteLine($"{title,-20}rule           findable    found   recall  precision");
        foreach (var group in outcomes.Where(o => isFindable(o) || isFound(o)).GroupBy(o => (o.Answer.Kind, Rule: ruleOf(o))).OrderBy(g => g.Key.Kind, StringComparer.Ordinal).ThenBy(g => Array.IndexOf(Rules, g.Key.Rule)))
        {
            var (findable, found, right) = (group.Count(isFindable), group.Count(isFound), group.Count(o => isFound(o) && isRight(o)));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Key.Kind,-20}{group.Key.Rule,-14} {findable,8} {found,8}  {(double)right / findable,7:0.0%}    {(double)right / found,7:0.0%}"));
        }
    }
}
