using PersonEtl.Etl.World.Places;
using PersonEtl.Etl.World.Writing;

namespace PersonEtl.Etl.World.People;

/// <summary>Plans all of a person that more than one register tells of.</summary>
internal sealed class PersonPlanner(Land land, Population population, WorldOptions options)
{
    private readonly ResidencePlanner residence = new(land, options);
    private readonly PresentPlanner present = new(land, options);
    private readonly MaritalPlanner marital = new(land, population, options);

    private readonly RowRewriting? rewriting = options.Reform is { } reform ? new(land, options, reform) : null;

    public PersonDocument Plan(int index) => Plan(population[index]);

    public PersonDocument Plan(SyntheticPerson person)
    {
        var index = person.Index;
        var residences = residence.Plan(person);
        var (present, shared) = this.present.Plan(person);
        if (rewriting is not null) (residences, present) = (rewriting.Rewrite(index, residences), rewriting.Rewrite(index, present));
        if (rewriting is not null) shared = [.. shared.Select(rewriting.Tell)];
        var own = new Dice(options.Seed, DiceSubject.Couple, ~index);
        var marital = this.marital.Plan(person, own);
        // newest first is a habit of the register, not a promise
        if (own.PerMille(30)) residences.Reverse();
        return new(person, residences, present, shared, marital);
    }
}
