using System.Globalization;

namespace PersonEtl.Etl.Run;

/// <summary>A generation that was published to hide something, and of how many persons.</summary>
internal sealed record HiddenGeneration(int Generation, long Persons)
{
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"Generation {Generation}, published ahead of the night, hides what the register has graded of {Persons} persons since, and stays served; earlier exports are withdrawn.");
}
