"""Who takes the lessons of somebody who is away: ranked by reasons, without a solver."""
