using System.Globalization;
using System.Text.Json;
using PersonEtl.Etl.World;
using PersonEtl.Etl.World.People;

namespace PersonEtl.UnitTests.World;

[Collection(nameof(WrittenWorld))]
public sealed class AnswersTests(WrittenWorld world)
{
    private static readonly string[] Versions = ["2010-01-01", "2013-01-01", "2017-01-01", "2018-01-01", "2019-01-01", "2020-01-01", "2024-01-01", "2026-11-23"];

    [Fact]
    public void There_is_one_answer_for_each_address_version()
    {
        var rows = world.Persons.SelectMany(p => new[] { "residential", "present", "shared" }
            .SelectMany(kind => WrittenWorld.Rows(p.Value, WrittenWorld.PartOf(kind)).Select((r, i) => (p.Key, kind, i, r.GetProperty("erGjeldende").GetBoolean()))));
        Assert.Equal(rows.Order(), world.Answers.Select(a => (a.Number, a.Kind, a.Ordinal, a.Current)).Order());
    }

    [Fact]
    public void Every_unit_existed_in_KLASS_under_the_number_the_row_bears()
    {
        var units = Versions.SelectMany(v => Units(v)).ToHashSet();
        var today = Units("2026-11-23");
        foreach (var answer in world.Answers.Where(a => a.Unit is not null))
        {
            Assert.Contains(answer.Unit!, units);
            Assert.Contains(answer.UnitToday!, today);
            Assert.Equal(Municipality(world.RowOf(answer)), answer.Unit![..4]);
        }
    }

    [Fact]
    public void Districts_are_KLASSs_and_services_those_of_the_table()
    {
        var districts = Versions.SelectMany(v => world.Klass($"1_correspondsAt_103_{v}").GetProperty("correspondenceItems").EnumerateArray())
            .Select(i => (i.GetProperty("sourceCode").GetString()!, i.GetProperty("targetCode").GetString()!)).Distinct().ToDictionary(i => i.Item1, i => i.Item2, StringComparer.Ordinal);
        foreach (var answer in world.Answers)
        {
            Assert.Equal(answer.Unit is null ? null : districts.GetValueOrDefault(answer.Unit), answer.District);
            if (answer.District is "030116") Assert.Equal("030104", answer.ServiceDistrict);
            else if (answer.District is "030117") Assert.Contains(answer.ServiceDistrict, new[] { "030107", "030108", "030110", "030112", "030113", "030115" });
            else Assert.Equal(answer.District, answer.ServiceDistrict);
        }
        Assert.Contains(world.Answers, a => a.District == "030116");
        Assert.Contains(world.Answers, a => a.District == "030117");
    }

    [Fact]
    public void What_FREG_says_is_the_answer_of_a_residential_row()
    {
        var answers = world.Answers.Where(a => a.Findable == "freg").ToList();
        Assert.True(answers.Count > 9000);
        Assert.All(answers, a => Assert.Equal(a.Unit, Municipality(world.RowOf(a)) + world.RowOf(a).GetProperty("grunnkrets").GetInt32().ToString("0000", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_plain_ladder_finds_by_each_rule_what_the_answers_say_and_nothing_wrong()
    {
        var today = world.Klass("131_codesAt_2026-11-23").GetProperty("codes").EnumerateArray().Select(c => c.GetProperty("code").GetString()!).ToHashSet(StringComparer.Ordinal);
        var changes = world.Klass("131_changes_2018-01-01_2026-11-23").GetProperty("codeChanges").EnumerateArray().Select(c => (c.GetProperty("oldCode").GetString()!, c.GetProperty("newCode").GetString()!)).ToList();
        var ladder = new PlainLadder(world.Matrikkel, today, changes);
        var rules = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var answer in world.Answers.Where(a => a.FindableToday != "freg" && a.Why is not ("unknown-residence" or "foreign" or "address-unknown" or "svalbard")))
        {
            var (rule, unit) = ladder.Find(world.RowOf(answer));
            Assert.True(answer.FindableToday == rule && (unit is null || unit == answer.UnitToday), $"Expected {answer.FindableToday}, found {rule} for {answer.Kind} {world.RowOf(answer)} with the flaw {answer.Flaw}; unit {answer.UnitToday}, found {unit}.");
            rules[rule] = rules.GetValueOrDefault(rule) + 1;
        }
        Assert.Equal(["address-id", "cadastral-key", "name-key", "none", "street-key"], rules.Keys.Order());
    }

    [Fact]
    public void Every_flaw_and_every_trap_occurs()
    {
        Assert.Equal(Enum.GetNames<AddressFlaw>().Order(), world.Answers.Select(a => a.Flaw).Distinct().Order());
        Assert.Equal(Enum.GetNames<Trap>().Order(), world.Answers.Select(a => a.Trap).Distinct().Order());
    }

    [Fact]
    public void No_rule_falls_for_the_cadastral_number_of_before()
        => Assert.All(world.Answers.Where(a => a.Trap == "Title"), a => Assert.Equal("none", a.FindableToday));

    [Fact]
    public void What_cannot_be_found_has_a_reason_and_what_can_has_none()
        => Assert.All(world.Answers, a => Assert.Equal(a.Findable == "none", a.Why is not null));

    [Theory]
    [InlineData("foreign")]
    [InlineData("unknown-residence")]
    [InlineData("address-unknown")]
    [InlineData("svalbard")]
    [InlineData("ambiguous")]
    [InlineData("no-such-address")]
    [InlineData("id-conflict")]
    [InlineData("unit-unspecified")]
    [InlineData("municipality-lag")]
    [InlineData("no-key")]
    public void Every_reason_occurs(string reason) => Assert.Contains(world.Answers, a => a.Why == reason);

    [Fact]
    public void Every_current_residence_that_can_have_a_unit_is_findable()
        => Assert.All(world.Answers.Where(a => a is { Kind: "residential", Current: true } && a.Why != "unknown-residence"), a => Assert.NotEqual("none", a.Findable));

    [Fact]
    public void A_confidential_person_has_graded_answers_only_from_the_strictest_of_both()
    {
        var confidential = world.Persons.Where(p => WrittenWorld.Rows(p.Value, "adressebeskyttelse").Count > 0).Select(p => p.Key).ToHashSet();
        Assert.Contains(world.Answers, a => confidential.Contains(a.Number));
        Assert.All(world.Answers.Where(a => confidential.Contains(a.Number)), a => Assert.Equal("Confidential", a.Grading));
        Assert.Contains(world.Answers, a => a.Grading == "ClientAddress");
    }

    private HashSet<string> Units(string date) => [.. world.Klass($"1_codesAt_{date}").GetProperty("codes").EnumerateArray()
        .Where(c => c.GetProperty("level").GetString() == "2").Select(c => c.GetProperty("code").GetString()!)];

    private static string? Municipality(JsonElement row) => row.TryGetProperty("vegadresse", out var street) ? street.GetProperty("kommunenummer").GetString()
        : row.TryGetProperty("matrikkeladresse", out var cadastral) ? cadastral.GetProperty("matrikkelnummer").GetProperty("kommunenummer").GetString() : null;
}
