//! Weights of the chain over the lines of a column: those of a conditional random field fitted to 45,000 lines of 306 hOCR pages of six
//! makes, which were traced to the print that they were read from. Bylines, captions and advertisements count as text, banners as
//! headlines. Fitted to four makes it missed 73 of 852 Latin lines of headlines of the other two and took 24 lines of text for titles,
//! where the size of each by itself missed 158 and took 44.

use crate::geometry::chain::{BORDER, INNER, NODE, OTHERS, PARTING, TITLED};

/// What speaks for kicker, headline and deck against text; `chain` names the figures.
pub(super) struct Weights {
    pub(super) parts: [[f32; NODE]; TITLED],
    /// Into a title, and out of it: by the step, and for each part.
    pub(super) enter: [f32; BORDER],
    pub(super) enters: [f32; TITLED],
    pub(super) leave: [f32; BORDER],
    pub(super) leaves: [f32; TITLED],
    /// From line to line of one part.
    pub(super) same: [f32; INNER],
    pub(super) stays: [f32; TITLED],
    pub(super) kicker_headline: [f32; PARTING],
    pub(super) headline_deck: [f32; PARTING],
    pub(super) others: [f32; OTHERS.len()],
    /// A column begins with it, and ends with it.
    pub(super) first: [f32; TITLED],
    pub(super) last: [f32; TITLED],
}

pub(super) static EAST_ASIAN: Weights = Weights {
    parts: [
        [-4.573, 4.541, -2.617, -0.700, 0.758, -1.048, -1.000, -1.320, 1.670, -0.603, 0.781, 1.135, -2.407, 0.114, 2.139, -2.158],
        [-3.931, 9.712, 4.550, -11.517, 5.029, -3.544, 1.758, -6.708, -0.699, 0.013, 1.390, 1.172, -2.154, -0.528, -1.072, -1.454],
        [-4.500, 1.356, -1.078, 1.020, 2.928, -2.633, 1.016, 0.168, -2.047, -0.032, 1.576, -1.826, 2.247, -0.558, 2.092, -1.491],
    ],
    enter: [-2.548, 1.777, 2.136, 0.394, -0.544],
    enters: [-2.142, -1.830, -2.449],
    leave: [-2.179, 6.506, 0.041, -5.262, 4.299],
    leaves: [-2.956, -1.261, -0.612],
    same: [0.933, 0.400, 0.092, -0.132, -0.660, -0.561],
    stays: [1.483, -0.253, 1.492],
    kicker_headline: [1.467, 4.661, -2.458, -3.263, 3.643, -1.677, 0.462, 0.488],
    headline_deck: [0.012, 2.942, 1.227, -3.071, 1.374, 0.713, -0.388, -0.198],
    others: [-1.376, -3.595, -2.361, -2.188],
    first: [0.841, 1.002, -0.568],
    last: [-1.278, -0.252, -1.143],
};

pub(super) static LATIN: Weights = Weights {
    parts: [
        [-4.390, -0.400, -0.137, -0.026, -0.242, -0.400, 0.724, -0.364, 0.138, 0.041, -0.452, -0.423, 0.155, -0.094, -2.057, -0.479],
        [-4.048, 9.009, 7.820, -12.296, 2.349, -3.444, 3.020, -7.345, 0.795, -0.755, 0.608, 1.586, -2.909, -1.382, 0.447, -0.595],
        [-4.652, 9.081, -7.137, -1.784, -0.755, -0.050, 2.164, -2.208, -0.542, -1.201, 1.093, -0.750, 1.257, 0.347, 3.738, -0.334],
    ],
    enter: [-2.613, 0.826, 2.025, 1.490, -0.052],
    enters: [-1.387, -1.839, -2.647],
    leave: [-2.070, 5.123, 0.536, -4.460, -0.687],
    leaves: [-1.798, -1.518, -0.588],
    same: [0.496, 1.436, -1.794, 0.795, -1.815, -1.857],
    stays: [-0.074, 0.008, 1.304],
    kicker_headline: [0.027, 0.650, 0.178, -0.133, -0.022, -0.053, 0.180, 0.835],
    headline_deck: [-0.543, 2.506, -1.301, -1.199, -0.065, 0.582, -0.855, 0.506],
    others: [-0.309, -3.470, -1.958, -0.577],
    first: [-0.458, 0.748, -1.373],
    last: [-2.014, -0.879, -1.781],
};
