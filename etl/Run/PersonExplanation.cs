using Dapper;
using Npgsql;

namespace PersonEtl.Etl.Run;

/// <summary>
/// Plain sentences about what the mart holds of one person. Of graded addresses it tells that they are there, never what they are;
/// every reading is logged.
/// </summary>
internal static class PersonExplanation
{
    private const string Person = """
        select p.person_id, p.status, p.birth_date, p.birth_country, p.gender, p.marital_status, p.contact_state, p.notification_status, p.email_usable_until, p.phone_usable_until,
            (select max(generation) from mart.generation) as generation,
            (select count(*) from mart.person_identifier i where i.person_id = p.person_id) as numbers,
            (select count(*) from protected.person_address a where a.person_id = p.person_id and a.kind <> 'shared') as graded,
            (select count(*) from protected.person_address a where a.person_id = p.person_id and a.kind = 'shared') as shared,
            (select max(case when g.level in ('ClientAddress', 'Confidential') then g.level when g.level is null then 'Confidential' else 'StrictlyConfidential' end)
                from protected.person_address_protection g
                where g.person_id = p.person_id and coalesce(g.is_valid, g.valid_to is null) and g.level is distinct from 'Unclassified') as level
        from mart.person p
        where p.person_id = @person
        """;

    private const string Addresses = """
        select kind, form, is_valid, municipality_number, municipality_name, municipality_number_today, municipality_name_today, county_name, code_resolution, code_state,
            full_basic_statistical_unit_number, basic_statistical_unit_name, urban_district_name, geographical_urban_district_name, unit_today,
            match_rule, match_candidates, match_reason, valid_from_date, ends_on
        from mart.person_address
        where person_id = @person
        order by kind desc, version_number
        """;

    private const string Log = "select access.log_reading('etl', current_user, 'operator', 'explain', array[@person]::uuid[], @generation)";

    /// <summary>The sentences; none when there is no such person.</summary>
    public static async Task<IReadOnlyList<string>> TellAsync(NpgsqlDataSource dataSource, Guid person, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var found = await connection.QuerySingleOrDefaultAsync<PersonRow>(new CommandDefinition(Person, new { person }, transaction, cancellationToken: cancellationToken));
        if (found is null) return [];
        var addresses = await connection.QueryAsync<AddressRow>(new CommandDefinition(Addresses, new { person }, transaction, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(Log, new { person, found.Generation }, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return [.. Tell(found), .. addresses.SelectMany(Tell)];
    }

    private static IEnumerable<string> Tell(PersonRow p)
    {
        yield return $"Person {p.PersonId} in generation {p.Generation}: {p.Status ?? "no current status"}, {(p.BirthDate is { } born ? $"born {born:yyyy-MM-dd}" : "no birth date")}{(p.BirthCountry is null ? "" : " in " + p.BirthCountry)}, {p.MaritalStatus ?? "no marital status"}, {p.Numbers} number{(p.Numbers == 1 ? "" : "s")}.";
        yield return p.ContactState == "NotDelivered"
            ? "The Common Contact Register's delivery has no record under any of the person's numbers."
            : $"Contact register: {p.ContactState}, {p.NotificationStatus ?? "no notification status"}; e-mail {Usable(p.EmailUsableUntil)}, phone {Usable(p.PhoneUsableUntil)}.";
        if (p.Level is not null) yield return $"The person is graded {p.Level}: addresses, places and the grading lie in the schema protected only.";
        if (p.Graded > 0) yield return $"{p.Graded} graded address version{(p.Graded == 1 ? " lies" : "s lie")} in the schema protected.";
        if (p.Shared > 0) yield return $"{p.Shared} shared residence{(p.Shared == 1 ? " lies" : "s lie")} in the schema protected: a copy of another's address.";
    }

    private static string Usable(DateOnly? until) => until is { } date ? $"serves for notices until {date:yyyy-MM-dd}" : "none that serves for notices";

    private static IEnumerable<string> Tell(AddressRow a)
    {
        var when = $"{(a.ValidFromDate is { } from ? $"from {from:yyyy-MM-dd}" : "from an unknown date")}{(a.EndsOn is { } end ? $" to {end:yyyy-MM-dd}" : "")}";
        yield return $"{(a.IsValid == false ? "Earlier" : "Current")} {a.Kind} address ({a.Form}) {when}{(a.MunicipalityNumber is null ? "" : $", municipality {a.MunicipalityNumber}")}: {Place(a)}.";
        yield return "  " + Unit(a);
    }

    private static string Place(AddressRow a) => a.MunicipalityName is null
        ? a.MunicipalityNumber is null ? "it names no municipality" : "KLASS has no such municipality"
        : $"{a.MunicipalityName} in {a.CountyName ?? "a county without a name"} (found by {a.CodeResolution}; the number is {a.CodeState}{Today(a)})";

    private static string Today(AddressRow a) => a.MunicipalityNumberToday is null ? "; what it is today isn't known" : a.MunicipalityNumberToday == a.MunicipalityNumber ? "" : $", today {a.MunicipalityNumberToday} {a.MunicipalityNameToday}";

    private static string Unit(AddressRow a)
    {
        if (a.FullBasicStatisticalUnitNumber is null)
            return $"No unit: {a.MatchReason ?? "no reason"}{(a.MatchRule is null ? "" : $", by {Rule(a.MatchRule)}")}{Candidates(a)}{UnitToday(a)}.";
        var districts = a.GeographicalUrbanDistrictName is null ? "" : $", in the urban district {a.GeographicalUrbanDistrictName}, served by {a.UrbanDistrictName ?? "none"}";
        return $"Unit {a.FullBasicStatisticalUnitNumber} {a.BasicStatisticalUnitName ?? "(not in KLASS)"} by {Rule(a.MatchRule)}{Candidates(a)}{districts}{(a.MatchReason is null ? "" : $" ({a.MatchReason})")}{UnitToday(a)}.";
    }

    private static string Rule(string? rule) => rule switch
    {
        "freg" => "the rule freg, what FREG says itself",
        "address-id" => "the rule address-id, the address's id in Matrikkelen",
        "street-key" => "the rule street-key, street code and house",
        "cadastral-key" => "the rule cadastral-key, the number of a cadastral address",
        "name-key" => "the rule name-key, street name, house and postal code",
        _ => $"the rule {rule}",
    };

    private static string Candidates(AddressRow a) => a.MatchCandidates is not { } candidates ? "" : candidates == 1 ? ", one address found" : $", {candidates} addresses found";

    private static string UnitToday(AddressRow a) => a.UnitToday is null ? "" : $"; today's Matrikkelen puts it in {a.UnitToday}";

    private sealed class PersonRow
    {
        public Guid PersonId { get; set; }
        public string? Status { get; set; }
        public DateOnly? BirthDate { get; set; }
        public string? BirthCountry { get; set; }
        public string? MaritalStatus { get; set; }
        public string ContactState { get; set; } = "";
        public string? NotificationStatus { get; set; }
        public DateOnly? EmailUsableUntil { get; set; }
        public DateOnly? PhoneUsableUntil { get; set; }
        public int Generation { get; set; }
        public long Numbers { get; set; }
        public long Graded { get; set; }
        public long Shared { get; set; }
        public string? Level { get; set; }
    }

    private sealed class AddressRow
    {
        public string Kind { get; set; } = "";
        public string? Form { get; set; }
        public bool? IsValid { get; set; }
        public string? MunicipalityNumber { get; set; }
        public string? MunicipalityName { get; set; }
        public string? MunicipalityNumberToday { get; set; }
        public string? MunicipalityNameToday { get; set; }
        public string? CountyName { get; set; }
        public string? CodeResolution { get; set; }
        public string? CodeState { get; set; }
        public string? FullBasicStatisticalUnitNumber { get; set; }
        public string? BasicStatisticalUnitName { get; set; }
        public string? UrbanDistrictName { get; set; }
        public string? GeographicalUrbanDistrictName { get; set; }
        public string? UnitToday { get; set; }
        public string? MatchRule { get; set; }
        public int? MatchCandidates { get; set; }
        public string? MatchReason { get; set; }
        public DateOnly? ValidFromDate { get; set; }
        public DateOnly? EndsOn { get; set; }
    }
}
