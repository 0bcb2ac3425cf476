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

        var outcomes = await AddressOutcomes.CompareAsync(night, world.AnswersPath);

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
