namespace PersonEtl.DatabaseTests.Nights;

/// <summary>A person's residences as periods: which of them began with a move, and from where.</summary>
public sealed class ResidencePeriodTests
{
    private const string Periods = """
        select period_number, valid_from_date::text, ends_on::text, municipality_number, municipality_number_today, previous_municipality_number_today, is_relocation
        from analysis.residence_period
        order by period_number
        """;

    [Fact]
    public async Task Each_move_is_one_and_the_first_residence_is_none()
        => Assert.Equal(
            ["1|2001-02-03|2010-05-01|0301|0301|-|False", "2|2010-05-01|2010-06-01|4601|4601|0301|True", "3|2010-06-01|-|4601|4601|4601|True"],
            await PeriodsAsync(
                Row("4601", "2010-06-01", current: true), Row("4601", "2010-05-01"), Row("0301", "2001-02-03")));

    [Fact]
    public async Task A_reform_or_correction_with_a_start_of_its_own_cuts_the_stay_and_is_no_move()
        => Assert.Equal(
            ["1|2001-02-03|2018-01-01|0301|0301|-|False", "2|2018-01-01|2020-01-01|5001|5001|0301|False", "3|2020-01-01|2022-01-01|5001|5001|5001|False", "4|2022-01-01|2023-01-01|5001|5001|5001|False", "5|2023-01-01|-|5001|5001|5001|True"],
            await PeriodsAsync(
                Row("5001", "2023-01-01", current: true),
                Row("5001", "2022-01-01", source: "Matrikkelen", reason: null),
                Row("5001", "2020-01-01", reason: "Adresseoppdatering"),
                Row("5001", "2018-01-01", reason: "Kommuneregulering"),
                Row("0301", "2001-02-03")));

    [Fact]
    public async Task A_correction_that_repeats_the_start_of_a_move_leaves_it_a_move()
        => Assert.Equal(
            ["1|2001-02-03|2018-01-01|0301|0301|-|False", "2|2018-01-01|-|5001|5001|0301|True"],
            await PeriodsAsync(
                Row("5001", "2018-01-01", registered: "2020-01-16", source: "Matrikkelen", reason: "Kommuneregulering", current: true),
                Row("4601", "2018-01-01", registered: "2018-01-03"),
                Row("0301", "2001-02-03")));

    [Fact]
    public async Task A_tie_of_corrections_alone_is_no_move()
        => Assert.Equal(
            ["1|2001-02-03|2018-01-01|0301|0301|-|False", "2|2018-01-01|-|5001|5001|0301|False"],
            await PeriodsAsync(
                Row("5001", "2018-01-01", registered: "2020-01-16", source: "Matrikkelen", reason: "Kommuneregulering", current: true),
                Row("5001", "2018-01-01", registered: "2018-01-03", source: "Matrikkelen", reason: "Adresseoppdatering"),
                Row("0301", "2001-02-03")));

    [Fact]
    public async Task A_return_after_a_stay_abroad_has_no_residence_before()
        => Assert.Equal(
            ["1|2001-02-03|2010-05-01|0301|0301|-|False", "2|2015-05-01|2016-05-01|4601|4601|-|False", "3|2016-05-01|-|5001|5001|4601|True"],
            await PeriodsAsync(
                Row("5001", "2016-05-01", current: true), Row("4601", "2015-05-01"), Row("0301", "2001-02-03", ended: "2010-05-01")));

    [Fact]
    public async Task Movers_are_told_in_the_municipalities_of_today()
    {
        await using var night = await NightAsync(
            $$""" "bostedsadresse": [{{Row("5001", "2020-05-01", current: true)}}, {{Row("1601", "2017-05-01")}}, {{Row("4601", "2016-05-01")}}, {{Row("1601", "2013-05-01")}}] """,
            ("131_codesAt_2012-01-01.json", """{"codes": [{"code": "0301", "name": "Oslo"}, {"code": "4601", "name": "Bergen"}, {"code": "1601", "name": "Trondheim"}]}"""),
            ("131_changes_2018-01-01_2018-12-31.json", """{"codeChanges": [{"oldCode": "1601", "newCode": "5001", "newName": "Trondheim - Tråante", "changeOccurred": "2018-01-01"}]}"""));
        Assert.Equal(
            ["1|2013-05-01|2016-05-01|1601|5001|-|False", "2|2016-05-01|2017-05-01|4601|4601|5001|True", "3|2017-05-01|2020-05-01|1601|5001|4601|True", "4|2020-05-01|-|5001|5001|5001|True"],
            await night.LinesAsync(Periods));
        Assert.Equal(
            ["2016|1", "2017|1"],
            await night.LinesAsync("""
                select extract(year from valid_from_date)::integer as year, count(*) as movers
                from analysis.residence_period
                where is_relocation and previous_municipality_number_today <> municipality_number_today
                group by year
                order by year
                """));
    }

    [Fact]
    public async Task Graded_present_and_undated_rows_are_no_periods()
    {
        await using var night = await NightAsync(
            $$"""
            "bostedsadresse": [{{Row("4601", "2018-01-01", current: true)}}, {{Row("5001", "2015-01-01", grading: "fortrolig")}}, {{Row("0301", "2010-01-01")}}, {{Row("0301", from: null)}}],
            "oppholdsadresse": [{{Row("5001", "2012-01-01", current: true)}}]
            """);
        Assert.Equal(["1|2010-01-01|2018-01-01|0301|0301|-|False", "2|2018-01-01|-|4601|4601|0301|True"], await night.LinesAsync(Periods));
    }

    [Fact]
    public async Task Both_views_show_the_same_periods()
    {
        await using var night = await NightAsync($$""" "bostedsadresse": [{{Row("4601", "2018-01-01", current: true)}}, {{Row("0301", "2010-01-01")}}] """);
        Assert.Equal(["2"], await night.LinesAsync("select count(*) from (select * from mart.residence_period intersect select * from analysis.residence_period) both_views"));
        Assert.Equal(["Oslo|Oslo", "Bergen|Bergen"], await night.LinesAsync("select municipality_name, municipality_name_today from analysis.residence_period order by period_number"));
    }

    [Fact]
    public async Task Reforms_of_a_synthetic_norway_neither_make_moves_nor_hide_any()
    {
        await using var night = await Night.BeginAsync();
        await night.BuildWorldAsync(500, seed: 4);
        await night.RunAsync();
        // all its reforms repeat the start of a move
        Assert.True(await night.ScalarAsync<long>("select count(*) from mart.person_address where reason = 'Kommuneregulering' and kind = 'residential'") > 50);
        Assert.True(await night.ScalarAsync<long>("select count(*) from mart.residence_period where is_relocation") > 200);
        Assert.Empty(await night.LinesAsync("""
            with starts as (select distinct person_id, valid_from_date from mart.person_address where kind = 'residential' and valid_from_date is not null)
            select person_id from starts left join mart.residence_period using (person_id, valid_from_date) group by person_id having count(*) <> count(period_number)
            """));
        Assert.Empty(await night.LinesAsync("""
            select p.person_id
            from mart.residence_period p left join mart.residence_period before on before.person_id = p.person_id and before.ends_on = p.valid_from_date
            where p.is_relocation <> (before.person_id is not null)
            """));
    }

    private static async Task<IReadOnlyList<string>> PeriodsAsync(params string[] rows)
    {
        await using var night = await NightAsync($$""" "bostedsadresse": [{{string.Join(',', rows)}}] """);
        return await night.LinesAsync(Periods);
    }

    private static async Task<Night> NightAsync(string addresses, params (string Name, string Content)[] moreOfKlass)
    {
        var night = await Night.BeginAsync();
        await SmallNorway.DeliverAsync(night, $$"""{"identifikasjonsnummer": [{"erGjeldende": true, "status": "iBruk", "foedselsEllerDNummer": "03851598730", "identifikatortype": "foedselsnummer"}], {{addresses}}}""".ReplaceLineEndings(" "), krr: null, moreOfKlass);
        await night.RunAsync();
        return night;
    }

    private static string Row(string municipality, string? from, string? registered = null, string? source = "Synutopia", string? reason = "Flytting innenlands", bool current = false, string? ended = null, string grading = "ugradert")
    {
        var texts = new[] { ("gyldighetstidspunkt", Midnight(from)), ("ajourholdstidspunkt", Midnight(registered ?? from)), ("opphoerstidspunkt", Midnight(ended)), ("kilde", source), ("aarsak", reason) };
        var metadata = string.Concat(texts.Where(t => t.Item2 is not null).Select(t => $"\"{t.Item1}\": \"{t.Item2}\", "));
        return $$"""{{{metadata}}"erGjeldende": {{(current ? "true" : "false")}}, "adressegradering": "{{grading}}", "vegadresse": {"kommunenummer": "{{municipality}}", "adressenavn": "Testveien"} }""";
    }

    private static string? Midnight(string? day) => day is null ? null : day + "T00:00:00+01:00";
}
