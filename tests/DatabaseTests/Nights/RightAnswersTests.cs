using System.Globalization;
using PersonEtl.Etl.World;
using Xunit.Abstractions;

namespace PersonEtl.DatabaseTests.Nights;

public sealed class RightAnswersTests(ITestOutputHelper output)
{
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
        foreach (var rule in new[] { "freg", "address-id", "street-key", "cadastral-key" }) Assert.Contains(outcomes, o => o.Rule == rule);
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
        output.WriteLine("kind         findable by     versions    found  recall");
        foreach (var group in outcomes.Where(o => o.Answer.Findable != "none").GroupBy(o => (o.Answer.Kind, o.Answer.Findable)).OrderBy(g => g.Key.Kind, StringComparer.Ordinal).ThenBy(g => g.Key.Findable, StringComparer.Ordinal))
        {
            var found = group.Count(o => o.IsFound);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Key.Kind,-12} {group.Key.Findable,-14} {group.Count(),9} {found,8}  {(double)found / group.Count():0.0%}"));
        }
        var right = outcomes.Count(o => o.IsFound && o.Unit == o.Answer.Unit);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"precision {(double)right / outcomes.Count(o => o.IsFound):0.00%} of {outcomes.Count(o => o.IsFound)}"));
    }
}
