using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>Makes a person of FREG the person of the mart: protection, series of numbers, contact data, places, units, validity. One for a thread.</summary>
internal sealed class Enricher(LookUps lookUps, DateOnly asOf, bool withCertificate)
{
    private readonly ContactJoin contacts = new(lookUps.Contacts, withCertificate);
    private readonly PlaceResolver places = new(lookUps.Geography, asOf);
    private readonly UnitMatcher units = new(lookUps.Geography, lookUps.Addresses, asOf);
    private readonly SplitResolver splits = new(lookUps.Geography, lookUps.Addresses, asOf);

    public void Enrich(Person person, EnrichmentCounts counts)
    {
        counts.StrictlyConfidentialDropped += Protection.Apply(person);
        ChooseCurrent(person);
        foreach (var identifier in person.Identifiers) (identifier.Series, identifier.Check) = NumberRules.Judge(identifier.PackedNumber);
        contacts.Join(person, counts);
        Locate(person.PublicAddresses);
        Locate(person.ProtectedAddresses);
        foreach (var status in person.MaritalStatuses) places.ResolveFact(ref status.Place, status.RegisteredAt, status.StatusDate);
        foreach (var birth in person.Births) places.ResolveFact(ref birth.Place, birth.RegisteredAt, birth.BirthDate);
        NumberVersions(person);
        counts.Count(person);
    }

    private static void ChooseCurrent(Person person)
    {
        person.CurrentStatus = person.Statuses.Find(s => s.IsCurrent);
        person.CurrentName = person.Names.Find(n => n.IsCurrent);
        person.CurrentBirth = person.Births.Find(b => b.IsCurrent);
        person.CurrentGender = person.Genders.Find(g => g.IsCurrent);
        person.CurrentMaritalStatus = person.MaritalStatuses.Find(m => m.IsCurrent);
        person.Residential = person.PublicAddresses.Find(a => a.Kind == AddressKind.Residential && a.IsCurrent);
        person.Present = person.PublicAddresses.Find(a => a.Kind == AddressKind.Present && a.IsCurrent);
    }

    private void Locate(List<Address> addresses)
    {
        foreach (var address in addresses)
        {
            var today = places.ResolveAddress(address);
            units.Match(address);
            if (today.Reason == TodayReason.Split) splits.Resolve(address, today);
        }
    }

    private static void NumberVersions(Person person)
    {
        Validity.Apply(person.PublicAddresses);
        Validity.Apply(person.ProtectedAddresses);
        Validity.Number(person.Identifiers);
        Validity.Number(person.Statuses);
        Validity.Number(person.Names);
        Validity.Number(person.Births);
        Validity.Number(person.MaritalStatuses);
        Validity.Number(person.Citizenships);
        Validity.Number(person.Protections);
    }
}
