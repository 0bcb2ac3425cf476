namespace PersonEtl.Etl.World.People;

/// <summary>What the numbers kept free on each day of birth are for; 0 and 1 are former numbers and strangers.</summary>
internal enum SpareBlock
{
    Changed = 2,
    Newcomer,
}
